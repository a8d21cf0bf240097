// Aggregate shares of VDAF-08, section 4: sums of output shares modulo the prime.
//
//     noise    residues of signed integers, added to a share
//     sum      leader's share + helper's share - offset, as the residue of least magnitude

using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Functions;

/// <summary>Encoded aggregate shares: adding noise, and combining two of them. Lengths and elements have been checked.</summary>
internal static class AggregateShares
{
    private const int NoiseAtOnce = 512;

    /// <summary>Adds integers to a share, in place, modulo the prime.</summary>
    public static void AddNoise<F>(Span<byte> share, ReadOnlySpan<Int128> noise)
        where F : unmanaged, IField<F>
    {
        // In pieces that stay in the first-level cache.
        using var residues = new Secret<byte>(NoiseAtOnce * F.EncodedSize);
        while (!noise.IsEmpty)
        {
            ReadOnlySpan<Int128> piece = noise[..Math.Min(NoiseAtOnce, noise.Length)];
            Span<byte> addend = residues.Span[..(piece.Length * F.EncodedSize)];
            for (int i = 0; i < piece.Length; i++)
                FieldMath.FromSigned<F>(piece[i]).Encode(addend.Slice(i * F.EncodedSize, F.EncodedSize));
            EncodedSums.Add<F>(share[..addend.Length], addend, "The aggregate share", "The noise");
            noise = noise[piece.Length..];
            share = share[addend.Length..];
        }
    }

    /// <summary>The sum of two shares less an offset, as residues of least magnitude.</summary>
    public static Int128[] Combine<F>(ReadOnlySpan<byte> leaderShare, ReadOnlySpan<byte> helperShare, Int128 offset)
        where F : unmanaged, IField<F>
    {
        F subtrahend = FieldMath.FromSigned<F>(offset);
        var result = new Int128[leaderShare.Length / F.EncodedSize];
        for (int i = 0; i < result.Length; i++)
        {
            F.TryDecode(leaderShare.Slice(i * F.EncodedSize, F.EncodedSize), out F left);
            F.TryDecode(helperShare.Slice(i * F.EncodedSize, F.EncodedSize), out F right);
            result[i] = FieldMath.ToCentred(left + right - subtrahend);
        }

        return result;
    }
}
