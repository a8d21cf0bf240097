namespace Dpsa.Vdaf.Fields;

/// <summary>Encoded aggregate shares of a given dimension: adding output shares and noise, and combining two of them.</summary>
internal static class AggregateShares
{
    private const int NoiseAtOnce = 512;

    /// <summary>Adds an output share, or another aggregate share, in place.</summary>
    /// <exception cref="VdafException">Either is not a valid encoding; the share is as it was.</exception>
    public static void Accumulate<F>(Span<byte> share, ReadOnlySpan<byte> outputShare, int dimension)
        where F : unmanaged, IField<F>
    {
        VdafException.ThrowIfLengthDiffers("The aggregate share", share.Length, (long)dimension * F.EncodedSize);
        EncodedSums.Add<F>(share, outputShare, "The aggregate share", "The output share");
    }

    /// <summary>Adds integers to a share, in place, modulo the prime.</summary>
    /// <exception cref="VdafException">The share is not a valid encoding; it is as it was.</exception>
    /// <exception cref="ArgumentException">The noise has another number of coordinates.</exception>
    public static void AddNoise<F>(Span<byte> share, ReadOnlySpan<Int128> noise, int dimension)
        where F : unmanaged, IField<F>
    {
        VdafException.ThrowIfLengthDiffers("The aggregate share", share.Length, (long)dimension * F.EncodedSize);
        if (noise.Length != dimension)
            throw new ArgumentException($"The noise has {noise.Length} coordinates, the task has {dimension}.", nameof(noise));
        FieldCodec.RequireCanonical<F>(share, "The aggregate share");

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
    /// <exception cref="VdafException">Either is not a valid encoding.</exception>
    public static Int128[] Combine<F>(ReadOnlySpan<byte> leaderShare, ReadOnlySpan<byte> helperShare, int dimension, Int128 offset)
        where F : unmanaged, IField<F>
    {
        VdafException.ThrowIfLengthDiffers("The leader's aggregate share", leaderShare.Length, (long)dimension * F.EncodedSize);
        VdafException.ThrowIfLengthDiffers("The helper's aggregate share", helperShare.Length, (long)dimension * F.EncodedSize);
        F subtrahend = FieldMath.FromSigned<F>(offset);
        var result = new Int128[dimension];
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
