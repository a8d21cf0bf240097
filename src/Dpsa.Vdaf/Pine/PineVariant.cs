namespace Dpsa.Vdaf.Pine;

/// <summary>
/// The instances of draft-chen-cfrg-vdaf-pine-02: a field, and the function that expands seeds. How many fractional bits a norm bound
/// of 1 allows is what <see cref="PineParameters.MaxFractionalBitsAtNormOne"/> says.
/// </summary>
public enum PineVariant
{
    /// <summary>64-bit field, TurboSHAKE128, 16-byte seeds: at most 24 fractional bits at norm 1.</summary>
    Pine64,

    /// <summary>
    /// 128-bit field, TurboSHAKE128, 16-byte seeds: the largest margin, at twice the bytes of <see cref="Pine64"/>, and up to 30
    /// fractional bits at norm 1.
    /// </summary>
    Pine128,

    /// <summary>
    /// 64-bit field, HMAC-SHA256 and AES-128, 32-byte seeds: no offline grinding of 16-byte seeds; at most 24 fractional bits at
    /// norm 1.
    /// </summary>
    Pine64HmacSha256Aes128,

    /// <summary>40-bit field, HMAC-SHA256 and AES-128, 32-byte seeds: at most 12 fractional bits at norm 1.</summary>
    Pine40HmacSha256Aes128,

    /// <summary>
    /// 32-bit field, HMAC-SHA256 and AES-128, 32-byte seeds: the smallest reports, at most 8 fractional bits at norm 1. That is
    /// coarse: of a vector of norm 1 with 62,006 coordinates, about 40% of the coordinates quantise to zero.
    /// </summary>
    Pine32HmacSha256Aes128,
}
