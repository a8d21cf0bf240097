// Instances of draft-chen-cfrg-vdaf-pine-02.
//
//                               field      seed    code point     proofs
//     Pine64                    Field64      16    0xFFFFFFFF     2, here 3
//     Pine128                   Field128     16    0xFFFFFFFF     1
//     Pine64HmacSha256Aes128    Field64      32    0xFFFF1004     2, here 3
//     Pine40HmacSha256Aes128    Field40      32    0xFFFF1006     4
//     Pine32HmacSha256Aes128    Field32      32    0xFFFF1005     5
//
// Three proofs over Field64 are what the VDAF group came to recommend for circuits with joint randomness.

using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Pine;

/// <summary>The constants of one variant.</summary>
internal abstract class PineInstance
{
    public required uint AlgorithmId { get; init; }

    public required XofAlgorithm Xof { get; init; }

    /// <summary>Default number of proofs of the main circuit.</summary>
    public required int Proofs { get; init; }

    /// <summary>The field's prime.</summary>
    public abstract UInt128 Modulus { get; }

    /// <summary>Bytes of an encoded field element.</summary>
    public abstract int ElementSize { get; }

    /// <summary>Log2 of the largest transform that the field has.</summary>
    public abstract int RootOrderLog2 { get; }

    /// <summary>The function itself, over this instance's field.</summary>
    public abstract IVdaf Create(PineParameters parameters);

    public static PineInstance Of(PineVariant variant) => variant switch
    {
        PineVariant.Pine64 => Pine64,
        PineVariant.Pine128 => Pine128,
        PineVariant.Pine64HmacSha256Aes128 => Pine64Hmac,
        PineVariant.Pine40HmacSha256Aes128 => Pine40Hmac,
        PineVariant.Pine32HmacSha256Aes128 => Pine32Hmac,
        _ => throw new ArgumentException($"There is no PINE variant {variant}.", nameof(variant)),
    };

    private static PineInstance Pine64 { get; } =
        new Over<Field64> { AlgorithmId = 0xFFFF_FFFF, Xof = XofAlgorithm.TurboShake128, Proofs = 3 };

    private static PineInstance Pine128 { get; } =
        new Over<Field128> { AlgorithmId = 0xFFFF_FFFF, Xof = XofAlgorithm.TurboShake128, Proofs = 1 };

    private static PineInstance Pine64Hmac { get; } =
        new Over<Field64> { AlgorithmId = 0xFFFF_1004, Xof = XofAlgorithm.HmacSha256Aes128, Proofs = 3 };

    private static PineInstance Pine40Hmac { get; } =
        new Over<Field40> { AlgorithmId = 0xFFFF_1006, Xof = XofAlgorithm.HmacSha256Aes128, Proofs = 4 };

    private static PineInstance Pine32Hmac { get; } =
        new Over<Field32> { AlgorithmId = 0xFFFF_1005, Xof = XofAlgorithm.HmacSha256Aes128, Proofs = 5 };

    private sealed class Over<F> : PineInstance
        where F : unmanaged, IField<F>
    {
        public override UInt128 Modulus => F.Modulus;

        public override int ElementSize => F.EncodedSize;

        public override int RootOrderLog2 => F.RootOrderLog2;

        public override IVdaf Create(PineParameters parameters) => new Pine<F>(parameters, this);
    }
}
