namespace Dpsa.Vdaf.Fields;

/// <summary>Encoded aggregate shares: adding noise, and combining two of them.</summary>
internal static class AggregateShares
{
    /// <summary>Adds integers to a share, modulo the prime; both have the same number of coordinates.</summary>
    /// <exception cref="VdafException">An element is not below the modulus.</exception>
    public static void AddNoise<F>(Span<byte> share, ReadOnlySpan<Int128> noise)
        where F : unmanaged, IField<F>
    {
        for (int i = 0; i < noise.Length; i++)
        {
            Span<byte> slot = share.Slice(i * F.EncodedSize, F.EncodedSize);
            if (!F.TryDecode(slot, out F value))
                throw VdafException.ElementOutOfRange("The aggregate share", i);
            (value + FieldMath.FromSigned<F>(noise[i])).Encode(slot);
        }
    }

    /// <summary>The sum of two shares less an offset, as residues of least magnitude.</summary>
    /// <exception cref="VdafException">An element is not below the modulus.</exception>
    public static Int128[] Combine<F>(ReadOnlySpan<byte> leaderShare, ReadOnlySpan<byte> helperShare, Int128 offset)
        where F : unmanaged, IField<F>
    {
        F subtrahend = FieldMath.FromSigned<F>(offset);
        var result = new Int128[leaderShare.Length / F.EncodedSize];
        for (int i = 0; i < result.Length; i++)
        {
            if (!F.TryDecode(leaderShare.Slice(i * F.EncodedSize, F.EncodedSize), out F left))
                throw VdafException.ElementOutOfRange("The leader's aggregate share", i);
            if (!F.TryDecode(helperShare.Slice(i * F.EncodedSize, F.EncodedSize), out F right))
                throw VdafException.ElementOutOfRange("The helper's aggregate share", i);
            result[i] = FieldMath.ToCentred(left + right - subtrahend);
        }

        return result;
    }
}
