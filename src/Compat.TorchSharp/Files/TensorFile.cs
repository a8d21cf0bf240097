// One tensor of a file.
//
//     dtype   LEB128, the number of its ScalarType
//     ndim    LEB128
//     dims    LEB128 each
//     data    little-endian, row-major
using static TorchSharp.torch;

namespace TorchSharp.Utils;

internal static class TensorFile
{
    /// <summary>No tensor of libtorch has more dimensions.</summary>
    private const int MaxDimensions = 64;

    internal static void Write(BinaryWriter writer, Tensor tensor)
    {
        Leb128.Write(writer, (long)tensor.dtype);
        long[] shape = tensor.shape;
        Leb128.Write(writer, shape.Length);
        foreach (long length in shape)
            Leb128.Write(writer, length);
        using Tensor host = tensor.OnHost();
        writer.Write(host.bytes);
    }

    internal static void Skip(BinaryReader reader)
    {
        (ScalarType type, long[] shape) = ReadHead(reader);
        Skip(reader, type, shape);
    }

    internal static void ReadInto(BinaryReader reader, Tensor tensor, bool skip)
    {
        (ScalarType type, long[] shape) = ReadHead(reader);
        if (type != tensor.dtype)
            throw new ArgumentException($"Mismatched tensor data types while loading: {type} in the file, {tensor.dtype} in the target.");
        if (!shape.AsSpan().SequenceEqual(tensor.shape))
        {
            throw new ArgumentException(
                $"Mismatched tensor shape while loading: [{string.Join('x', shape)}] in the file, "
                + $"[{string.Join('x', tensor.shape)}] in the target.");
        }

        if (skip)
            Skip(reader, type, shape);
        else
            tensor.ReadBytesFromStream(reader.BaseStream);
    }

    internal static Tensor ReadNew(BinaryReader reader)
    {
        (ScalarType type, long[] shape) = ReadHead(reader);
        RequireRest(reader, ByteCount(type, shape));
        Tensor tensor = empty(shape, type);
        tensor.ReadBytesFromStream(reader.BaseStream);
        return tensor;
    }

    private static (ScalarType Type, long[] Shape) ReadHead(BinaryReader reader)
    {
        long number = Leb128.Read(reader);
        if (number > sbyte.MaxValue || !Enum.IsDefined((ScalarType)number))
            throw new InvalidDataException($"{number} is not the number of an element type.");
        long dimensions = Leb128.Read(reader);
        if (dimensions > MaxDimensions)
            throw new InvalidDataException($"A tensor of {dimensions} dimensions; the limit is {MaxDimensions}.");
        var shape = new long[dimensions];
        for (int d = 0; d < shape.Length; d++)
            shape[d] = Leb128.Read(reader);
        return ((ScalarType)number, shape);
    }

    private static void Skip(BinaryReader reader, ScalarType type, long[] shape)
    {
        long left = ByteCount(type, shape);
        RequireRest(reader, left);
        var buffer = new byte[Math.Min(left, 81920)];
        while (left > 0)
        {
            int now = (int)Math.Min(left, buffer.Length);
            reader.BaseStream.ReadExactly(buffer, 0, now);
            left -= now;
        }
    }

    private static long ByteCount(ScalarType type, long[] shape) =>
        shape.Aggregate((long)ElementTypes.Size(type), (product, length) => checked(product * length));

    private static void RequireRest(BinaryReader reader, long needed)
    {
        Stream stream = reader.BaseStream;
        if (stream.CanSeek && stream.Length - stream.Position < needed)
            throw new EndOfStreamException($"{needed} bytes of tensor data are announced, {stream.Length - stream.Position} are left.");
    }
}
