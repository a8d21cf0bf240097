// The file of a checkpoint; numbers are little-endian.
//
//     title     "dpsa checkpoint 1\n"
//     header    length, 4 bytes, and JSON: settings, layout, model id, strategy's state, history
//     vector    d float32
//     state     of the optimiser, as OptimizerState writes it
//     checksum  SHA-256 of all before, 32 bytes

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Dpsa.Federation;

/// <summary>Writes and reads the file of a checkpoint.</summary>
internal static class CheckpointFile
{
    private static ReadOnlySpan<byte> Title => "dpsa checkpoint 1\n"u8;

    public static void Write(Checkpoint checkpoint, Stream destination)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using HashingStream stream = new(destination, hash);
        stream.Write(Title);
        byte[] header = JsonSerializer.SerializeToUtf8Bytes(CheckpointHeader.Of(checkpoint), HistoryJson.Default.CheckpointHeader);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        stream.Write(MemoryMarshal.AsBytes(LittleEndian(checkpoint.Model.Vector.Span)));
        checkpoint.OptimizerState.Write(stream);
        destination.Write(hash.GetHashAndReset());
    }

    /// <exception cref="CheckpointException">It is no checkpoint, or damaged.</exception>
    public static Checkpoint Read(Stream source, string name)
    {
        try
        {
            RequireWhole(source);
            source.Position = 0;
            return Parse(source, source.Length - SHA256.HashSizeInBytes);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or JsonException or ArgumentException)
        {
            throw new CheckpointException($"{name} is no checkpoint, or damaged: {e.Message}", e);
        }
    }

    // Before anything of it is believed. Not as one array: an optimiser's state may be larger than one.
    private static void RequireWhole(Stream source)
    {
        long left = source.Length - SHA256.HashSizeInBytes;
        byte[] buffer = new byte[1 << 16];
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (; left > 0; left -= buffer.Length)
        {
            Span<byte> part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            source.ReadExactly(part);
            hash.AppendData(part);
        }

        Span<byte> checksum = stackalloc byte[SHA256.HashSizeInBytes];
        source.ReadExactly(checksum);
        if (!checksum.SequenceEqual(hash.GetHashAndReset())) throw new InvalidDataException("its checksum does not fit its content.");
    }

    private static Checkpoint Parse(Stream source, long end)
    {
        byte[] start = new byte[Title.Length + sizeof(int)];
        source.ReadExactly(start);
        if (!start.AsSpan(0, Title.Length).SequenceEqual(Title)) throw new InvalidDataException("it does not begin as one.");
        int length = BinaryPrimitives.ReadInt32LittleEndian(start.AsSpan(Title.Length));
        if (length < 0 || length > end - start.Length) throw new InvalidDataException($"its header claims {length} bytes.");
        byte[] text = new byte[length];
        source.ReadExactly(text);
        CheckpointHeader header = JsonSerializer.Deserialize(text, HistoryJson.Default.CheckpointHeader)
            ?? throw new InvalidDataException("its header is empty.");
        ParameterLayout layout = new(header.Layout.Select(e => (e.Name, e.Shape)));
        if ((long)layout.Dimension * sizeof(float) > end - source.Position)
            throw new InvalidDataException($"its vector has fewer than {layout.Dimension} values.");
        float[] vector = new float[layout.Dimension];
        source.ReadExactly(MemoryMarshal.AsBytes(vector.AsSpan()));
        ModelSnapshot model = ModelSnapshot.Create(header.Model.Version, layout, LittleEndian(vector).ToArray());
        if (model.Id != header.Model) throw new InvalidDataException("its model is not the one of its header.");

        OptimizerState state = OptimizerState.Read(source);
        return source.Position == end
            ? new Checkpoint(header.Settings, model, state, header.StrategyState, header.History)
            : throw new InvalidDataException("something follows the optimiser's state.");
    }

    private static ReadOnlySpan<float> LittleEndian(ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian) return values;
        float[] swapped = values.ToArray();
        foreach (ref float value in swapped.AsSpan())
            value = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReverseEndianness(BitConverter.SingleToInt32Bits(value)));
        return swapped;
    }

    private sealed class HashingStream(Stream destination, IncrementalHash hash) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => destination.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            hash.AppendData(buffer);
            destination.Write(buffer);
        }
    }
}
