namespace Dpsa.Vdaf.Pine;

/// <summary>The instances of draft-chen-cfrg-vdaf-pine-02: a field, and the function that expands seeds.</summary>
public enum PineVariant
{
    /// <summary>64-bit field, TurboSHAKE128, 16-byte seeds.</summary>
    Pine64,

    /// <summary>128-bit field, TurboSHAKE128, 16-byte seeds: the largest margin, at twice the bytes of <see cref="Pine64"/>.</summary>
    Pine128,

    /// <summary>64-bit field, HMAC-SHA256 and AES-128, 32-byte seeds: no offline grinding of 16-byte seeds.</summary>
    Pine64HmacSha256Aes128,

    /// <summary>40-bit field, HMAC-SHA256 and AES-128, 32-byte seeds: at most 19 fractional bits at norm 1.</summary>
    Pine40HmacSha256Aes128,

    /// <summary>32-bit field, HMAC-SHA256 and AES-128, 32-byte seeds: the smallest reports, at most 15 fractional bits at norm 1.</summary>
    Pine32HmacSha256Aes128,
}
