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
            byte[] content = new byte[source.Length];
            source.ReadExactly(content);
            return Parse(content);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or JsonException or ArgumentException)
        {
            throw new CheckpointException($"{name} is no checkpoint, or damaged: {e.Message}", e);
        }
    }

    private static Checkpoint Parse(byte[] content)
    {
        int end = content.Length - SHA256.HashSizeInBytes;
        if (end < Title.Length + sizeof(int) || !content.AsSpan(0, Title.Length).SequenceEqual(Title))
            throw new InvalidDataException("it does not begin as one.");
        if (!SHA256.HashData(content.AsSpan(0, end)).AsSpan().SequenceEqual(content.AsSpan(end)))
            throw new InvalidDataException("its checksum does not fit its content.");

        int start = Title.Length + sizeof(int);
        int length = BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(Title.Length));
        if (length < 0 || length > end - start) throw new InvalidDataException($"its header claims {length} bytes.");
        CheckpointHeader header = JsonSerializer.Deserialize(content.AsSpan(start, length), HistoryJson.Default.CheckpointHeader)
            ?? throw new InvalidDataException("its header is empty.");
        ParameterLayout layout = new(header.Layout.Select(e => (e.Name, e.Shape)));
        start += length;
        long bytes = (long)layout.Dimension * sizeof(float);
        if (bytes > end - start) throw new InvalidDataException($"its vector has fewer than {layout.Dimension} values.");
        float[] vector = LittleEndian(MemoryMarshal.Cast<byte, float>(content.AsSpan(start, (int)bytes))).ToArray();
        ModelSnapshot model = ModelSnapshot.Create(header.Model.Version, layout, vector);
        if (model.Id != header.Model) throw new InvalidDataException("its model is not the one of its header.");

        using MemoryStream rest = new(content, start + (int)bytes, end - start - (int)bytes, writable: false);
        OptimizerState state = OptimizerState.Read(rest);
        return rest.Position == rest.Length
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
