// XofHmacSha256Aes128 of draft-chen-cfrg-vdaf-pine-02.
//
//     key        seed, 32 bytes
//     message    length of the domain separation tag, one byte | tag | binder

namespace Dpsa.Vdaf.Xof;

/// <summary>HMAC-SHA256 over length and bytes of the domain separation tag, then the binder; AES-128 in counter mode expands it.</summary>
internal sealed class XofHmacSha256Aes128 : XofAlgorithm
{
    public override int SeedSize => 32;

    public override XofStream Start(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> domainSeparation)
    {
        if (seed.Length != SeedSize)
            throw new ArgumentException($"A seed has {SeedSize} bytes, not {seed.Length}.", nameof(seed));
        var stream = new HmacSha256Aes128(seed);
        stream.Absorb([checked((byte)domainSeparation.Length)]);
        stream.Absorb(domainSeparation);
        return stream;
    }
}
