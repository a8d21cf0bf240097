namespace Dpsa.Vdaf.Fields;

/// <summary>Vectors of field elements in their wire form: encoded elements, one after the other.</summary>
internal static class FieldCodec
{
    /// <summary>Encodes all values; the destination has exactly their size.</summary>
    public static void Encode<F>(ReadOnlySpan<F> values, Span<byte> destination)
        where F : unmanaged, IField<F>
    {
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
        for (int i = 0; i < destination.Length; i++)
        {
            if (!F.TryDecode(source.Slice(i * F.EncodedSize, F.EncodedSize), out destination[i]))
                throw VdafException.ElementOutOfRange(what, i);
        }
    }

    /// <summary>Adds encoded vectors, in place.</summary>
    /// <exception cref="VdafException">The lengths differ or an element is not below the modulus.</exception>
    public static void AddEncoded<F>(Span<byte> sum, ReadOnlySpan<byte> addend, string what)
        where F : unmanaged, IField<F>
    {
        VdafException.ThrowIfLengthDiffers(what, addend.Length, sum.Length);
        for (int offset = 0; offset < sum.Length; offset += F.EncodedSize)
        {
            Span<byte> slot = sum.Slice(offset, F.EncodedSize);
            if (!F.TryDecode(slot, out F left) || !F.TryDecode(addend.Slice(offset, F.EncodedSize), out F right))
                throw VdafException.ElementOutOfRange(what, offset / F.EncodedSize);
            (left + right).Encode(slot);
        }
    }
}
