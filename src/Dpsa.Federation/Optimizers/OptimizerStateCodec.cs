// A server optimiser's state as bytes, version 1; numbers are little-endian.
//
//     magic         8 bytes   "dpsa-opt"
//     version       2 bytes   1
//     algorithm     1 byte    length n in [1, 64], then n printable ASCII characters
//     dimension d   4 bytes   in [1, 2^31 - 57], the longest array
//     steps         8 bytes   at least 0
//     moments       1 byte    number m in [0, 16], then m times:
//         name      as the algorithm's; all differ
//         values    8 * d     float64, any bits

using System.Buffers.Binary;
using System.Text;

namespace Dpsa.Federation;

/// <summary>Writes and reads <see cref="OptimizerState"/>.</summary>
internal static class OptimizerStateCodec
{
    /// <summary>The version that is written, and the only one that is read.</summary>
    public const ushort Version = 1;

    // 64 KiB at a time.
    private const int Chunk = 8192;

    private static ReadOnlySpan<byte> Magic => "dpsa-opt"u8;

    /// <summary>Writes the bytes described above.</summary>
    public static void Write(OptimizerState state, Stream destination)
    {
        using MemoryStream head = new();
        head.Write(Magic);
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteUInt16LittleEndian(number, Version);
        head.Write(number[..sizeof(ushort)]);
        WriteName(state.Algorithm, head);
        BinaryPrimitives.WriteInt32LittleEndian(number, state.Dimension);
        head.Write(number[..sizeof(int)]);
        BinaryPrimitives.WriteInt64LittleEndian(number, state.Steps);
        head.Write(number);
        head.WriteByte((byte)state.Moments.Count);
        head.WriteTo(destination);

        byte[] buffer = new byte[Chunk * sizeof(double)];
        foreach ((string name, ReadOnlyMemory<double> values) in state.Moments)
        {
            WriteName(name, destination);
            for (int start = 0; start < values.Length; start += Chunk)
            {
                ReadOnlySpan<double> piece = values.Span[start..Math.Min(values.Length, start + Chunk)];
                for (int i = 0; i < piece.Length; i++)
                    BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(i * sizeof(double)), BitConverter.DoubleToInt64Bits(piece[i]));
                destination.Write(buffer, 0, piece.Length * sizeof(double));
            }
        }
    }

    /// <summary>Reads exactly the bytes described above.</summary>
    /// <exception cref="InvalidDataException">They are not as described.</exception>
    public static OptimizerState Read(Stream source)
    {
        Span<byte> head = stackalloc byte[Magic.Length];
        Fill(source, head);
        if (!head.SequenceEqual(Magic))
            throw new InvalidDataException("This is no state of a server optimiser: it begins with other bytes.");
        Fill(source, head[..sizeof(ushort)]);
        if (BinaryPrimitives.ReadUInt16LittleEndian(head) is var version && version != Version)
            throw new InvalidDataException($"The state of the server optimiser has version {version}; version {Version} is read.");

        string algorithm = ReadName(source);
        Fill(source, head[..sizeof(int)]);
        int dimension = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (dimension < 1 || dimension > OptimizerState.MaxDimension)
        {
            throw new InvalidDataException(
                $"The state claims {dimension} coordinates; between 1 and {OptimizerState.MaxDimension} can be.");
        }

        Fill(source, head);
        long steps = BinaryPrimitives.ReadInt64LittleEndian(head);
        if (steps < 0) throw new InvalidDataException($"The state claims {steps} steps; it has at least 0.");
        Fill(source, head[..1]);
        int count = head[0];
        if (count > OptimizerState.MaxMoments)
            throw new InvalidDataException($"The state claims {count} moments; it has at most {OptimizerState.MaxMoments}.");

        var moments = new (string Name, ReadOnlyMemory<double> Values)[count];
        for (int i = 0; i < count; i++)
        {
            string name = ReadName(source);
            if (moments[..i].Any(m => m.Name == name)) throw new InvalidDataException($"The state names {name} twice.");
            moments[i] = (name, ReadValues(source, dimension));
        }

        return OptimizerState.Adopt(algorithm, dimension, steps, moments);
    }

    private static void WriteName(string name, Stream destination)
    {
        destination.WriteByte((byte)name.Length);
        destination.Write(Encoding.ASCII.GetBytes(name));
    }

    private static string ReadName(Stream source)
    {
        Span<byte> name = stackalloc byte[OptimizerState.MaxNameLength];
        Fill(source, name[..1]);
        int length = name[0];
        if (length < 1 || length > OptimizerState.MaxNameLength)
            throw new InvalidDataException($"The state has a name of {length} bytes; 1 to {OptimizerState.MaxNameLength} can be.");
        name = name[..length];
        Fill(source, name);
        if (name.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
            throw new InvalidDataException("The state has a name that is not of printable ASCII characters.");
        return Encoding.ASCII.GetString(name);
    }

    private static double[] ReadValues(Stream source, int count)
    {
        double[] values = new double[Math.Min(count, Chunk)];
        byte[] buffer = new byte[values.Length * sizeof(double)];
        for (int start = 0; start < count; start += Chunk)
        {
            Span<byte> piece = buffer.AsSpan(0, Math.Min(count - start, Chunk) * sizeof(double));
            Fill(source, piece);

            // Grows with what has arrived: twice as long at most.
            int end = start + (piece.Length / sizeof(double));
            if (end > values.Length) Array.Resize(ref values, (int)Math.Min(count, 2L * values.Length));
            for (int i = start; i < end; i++)
            {
                values[i] = BitConverter.Int64BitsToDouble(
                    BinaryPrimitives.ReadInt64LittleEndian(piece[((i - start) * sizeof(double))..]));
            }
        }

        return values;
    }

    private static void Fill(Stream source, Span<byte> bytes)
    {
        if (source.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new InvalidDataException("The state of the server optimiser ends too early.");
    }
}
