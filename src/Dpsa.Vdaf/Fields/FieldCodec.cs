// Vectors of field elements on the wire (VDAF-08, section 6.1): encoded elements, one after the other, without a length.
//
//     element    little-endian, canonical: from the modulus on it is refused

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

    /// <summary>Encodes left[i] - right[i]; the destination has exactly their size.</summary>
    public static void EncodeDifference<F>(ReadOnlySpan<F> left, ReadOnlySpan<F> right, Span<byte> destination)
        where F : unmanaged, IField<F>
    {
        if (IsMemoryLayout<F>())
        {
            FieldVectors.Subtract(left, right, MemoryMarshal.Cast<byte, F>(destination));
            return;
        }

        for (int i = 0; i < left.Length; i++)
            (left[i] - right[i]).Encode(destination.Slice(i * F.EncodedSize, F.EncodedSize));
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

        using var element = new Secret<byte>(F.EncodedSize);
        var reader = new SequenceReader<byte>(source);
        for (int i = 0; i < destination.Length; i++)
        {
            reader.TryCopyTo(element.Span);
            reader.Advance(F.EncodedSize);
            if (!F.TryDecode(element.Span, out destination[i]))
                throw VdafException.ElementOutOfRange(what, i);
        }
    }

    /// <summary>Checks encoded elements, without decoding them where that is not needed.</summary>
    /// <exception cref="VdafException">An element is not below the modulus.</exception>
    public static void RequireCanonical<F>(ReadOnlySpan<byte> encoded, string what)
        where F : unmanaged, IField<F>
    {
        if (IsMemoryLayout<F>())
        {
            ThrowUnlessCanonical(MemoryMarshal.Cast<byte, F>(encoded), what);
            return;
        }

        for (int i = 0; i < encoded.Length / F.EncodedSize; i++)
        {
            if (!F.TryDecode(encoded.Slice(i * F.EncodedSize, F.EncodedSize), out _))
                throw VdafException.ElementOutOfRange(what, i);
        }
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
