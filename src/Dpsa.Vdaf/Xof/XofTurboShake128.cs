// XofTurboShake128 of VDAF-08, section 6.2.1.
//
//     message    length of the domain separation tag, one byte | tag | seed, 16 bytes | binder

namespace Dpsa.Vdaf.Xof;

/// <summary>TurboSHAKE128 with the framing of the draft.</summary>
internal sealed class XofTurboShake128 : XofAlgorithm
{
    private const int Size = 16;

    public override int SeedSize => Size;

    public override XofStream Start(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> domainSeparation)
    {
        using Secret<byte> frame = Frame(seed, domainSeparation, []);
        var stream = new TurboShake128();
        stream.Absorb(frame.Span);
        return stream;
    }

    /// <summary>What a stream takes in, up to the given beginning of its binder.</summary>
    public static Secret<byte> Frame(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> domainSeparation, ReadOnlySpan<byte> binder)
    {
        if (seed.Length != Size)
            throw new ArgumentException($"A seed has {Size} bytes, not {seed.Length}.", nameof(seed));
        return new Secret<byte>([checked((byte)domainSeparation.Length), .. domainSeparation, .. seed, .. binder]);
    }
}
