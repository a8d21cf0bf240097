// Extendable output functions of VDAF-08, section 6.2, and draft-chen-cfrg-vdaf-pine-02.
//
//     seed    16 bytes with TurboSHAKE128, 32 bytes with HMAC-SHA256 and AES-128

namespace Dpsa.Vdaf.Xof;

/// <summary>An extendable output function, as the VDAF drafts use it: a seed and a domain separation tag select a stream.</summary>
internal abstract class XofAlgorithm
{
    /// <summary>TurboSHAKE128 with the framing of VDAF-08, section 6.2.1.</summary>
    public static XofAlgorithm TurboShake128 { get; } = new XofTurboShake128();

    /// <summary>HMAC-SHA256 for the input, AES-128 in counter mode for the output (draft-chen-cfrg-vdaf-pine-02).</summary>
    public static XofAlgorithm HmacSha256Aes128 { get; } = new XofHmacSha256Aes128();

    /// <summary>Bytes of a seed.</summary>
    public abstract int SeedSize { get; }

    /// <summary>Starts a stream; the binder is absorbed next.</summary>
    /// <param name="seed"><see cref="SeedSize"/> bytes.</param>
    /// <param name="domainSeparation">At most 255 bytes.</param>
    public abstract XofStream Start(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> domainSeparation);

    /// <summary>The first <see cref="SeedSize"/> bytes of the stream.</summary>
    public void DeriveSeed(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> domainSeparation, ReadOnlySpan<byte> binder, Span<byte> derived)
    {
        using XofStream stream = Start(seed, domainSeparation);
        stream.Absorb(binder);
        stream.Squeeze(derived[..SeedSize]);
    }
}
