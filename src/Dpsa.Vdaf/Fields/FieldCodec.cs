using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dpsa.Vdaf.Fields;

/// <summary>Vectors of field elements in their wire form: encoded elements, one after the other.</summary>
internal static class FieldCodec
{
    /// <summary>Whether values lie in memory as they are encoded.</summary>
    public static bool IsMemoryLayout<F>()
        where F : unmanaged, IField<F> => BitConverter.IsLittleEndian && Unsafe.SizeOf<F>() == F.EncodedSize;

    /// <summary>Encodes all values; the destination has exactly their size.</summary>
    public static void Encode<F>(ReadOnlySpan<F> values, Span<byte> destination)
        where F : unmanaged, IField<F>
    {
        if (IsMemoryLayout<F>())
        {
            MemoryMarshal.AsBytes(values).CopyTo(destination);
            return;
        }

        for (int i = 0; i < values.Length; i++)
            values[i].Encode(destination.Slice(i * F.EncodedSize, F.EncodedSize));
    }

    /// <summary>Encodes all values into a new array.</summary>
    public static byte[] Encode<F>(ReadOnlySpan<F> values)
        where F : unmanaged, IField<F>
    {
        var bytes = new byte[values.Length * F.EncodedSize];
        Encode(values, bytes);
        return bytes;
    }

    /// <summary>Decodes as many elements as the destination holds; the source has exactly their size.</summary>
    /// <exception cref="VdafException">The length differs or an element is not below the modulus.</exception>
    public static void Decode<F>(ReadOnlySpan<byte> source, Span<F> destination, string what)
        where F : unmanaged, IField<F>
    {
        VdafException.ThrowIfLengthDiffers(what, source.Length, (long)destination.Length * F.EncodedSize);
        if (IsMemoryLayout<F>())
        {
            source.CopyTo(MemoryMarshal.AsBytes(destination));
            ThrowUnlessCanonical<F>(destination, what);
            return;
        }

        for (int i = 0; i < destination.Length; i++)
        {
            if (!F.TryDecode(source.Slice(i * F.EncodedSize, F.EncodedSize), out destination[i]))
                throw VdafException.ElementOutOfRange(what, i);
        }
    }

    /// <summary>As the other overload, from bytes that may lie in several pieces.</summary>
    /// <exception cref="VdafException">The length differs or an element is not below the modulus.</exception>
    public static void Decode<F>(in ReadOnlySequence<byte> source, Span<F> destination, string what)
        where F : unmanaged, IField<F>
    {
        VdafException.ThrowIfLengthDiffers(what, source.Length, (long)destination.Length * F.EncodedSize);
        if (IsMemoryLayout<F>())
        {
            source.CopyTo(MemoryMarshal.AsBytes(destination));
            ThrowUnlessCanonical<F>(destination, what);
            return;
        }

        Span<byte> element = stackalloc byte[F.EncodedSize];
        var reader = new SequenceReader<byte>(source);
        for (int i = 0; i < destination.Length; i++)
        {
            reader.TryCopyTo(element);
            reader.Advance(element.Length);
            if (!F.TryDecode(element, out destination[i]))
                throw VdafException.ElementOutOfRange(what, i);
        }
    }

    /// <summary>Adds encoded vectors, in place; on failure the sum is as it was.</summary>
    /// <exception cref="VdafException">The lengths differ or an element is not below the modulus.</exception>
    public static void AddEncoded<F>(Span<byte> sum, ReadOnlySpan<byte> addend, string what)
        where F : unmanaged, IField<F>
    {
        VdafException.ThrowIfLengthDiffers(what, addend.Length, sum.Length);
        if (IsMemoryLayout<F>())
        {
            Span<F> left = MemoryMarshal.Cast<byte, F>(sum);
            ReadOnlySpan<F> right = MemoryMarshal.Cast<byte, F>(addend);
            ThrowUnlessCanonical<F>(left, what);
            ThrowUnlessCanonical(right, what);
            FieldVectors.Add(left, right);
            return;
        }

        var total = new F[sum.Length / F.EncodedSize];
        var terms = new F[total.Length];
        Decode<F>(sum, total, what);
        Decode<F>(addend, terms, what);
        FieldVectors.Add<F>(total, terms);
        Encode<F>(total, sum);
    }

    private static void ThrowUnlessCanonical<F>(ReadOnlySpan<F> values, string what)
        where F : unmanaged, IField<F>
    {
        if (FieldVectors.AreCanonical(values))
            return;
        for (int i = 0; i < values.Length; i++)
        {
            if (!FieldVectors.AreCanonical(values.Slice(i, 1)))
                throw VdafException.ElementOutOfRange(what, i);
        }
    }
}
