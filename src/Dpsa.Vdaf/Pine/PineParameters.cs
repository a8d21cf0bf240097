// Parameters of draft-chen-cfrg-vdaf-pine-02; the limits stand in PineLimits.
//
//     B         largest norm, in units of 2^-f
//     tests     100 wraparound tests, all of which succeed
//     proofs    of the main circuit as in PineInstance, 1 of the norm's equality

using System.Globalization;

namespace Dpsa.Vdaf.Pine;

/// <summary>
/// PINE (draft-chen-cfrg-vdaf-pine-02): sums of integer vectors whose L2 norm is proved to be at most <see cref="NormBound"/>,
/// sent as about one field element for each coordinate. An individual Internet-Draft without review: experimental.
/// </summary>
/// <remarks>
/// The squared norm is proved modulo the field's prime p; that it did not wrap around p is what the wraparound tests show, for
/// which their width W (the power of two from 8.7 B + 1 on) has to satisfy 81 W^2 &lt; p. The draft's own code checks
/// 2600 W &lt;= p and W^2 &lt;= 4000 p in its place, which lets a vector of 16 times the bound pass. This implementation therefore
/// refuses some parameters that the draft accepts: at norm 1 it takes as many fractional bits as <see cref="MaxFractionalBitsAtNormOne"/>
/// says.
/// All choices are resolved at construction, so that two records are equal exactly if their functions are byte-compatible.
/// A coordinate of a measurement is a 32-bit integer, and no larger than the bound; so that every vector within the bound
/// can be given, the bound is at most 2^31 - 1.
/// Changing the dimension with a <c>with</c> expression keeps the chunk lengths, which are then valid but not the shortest.
/// A call uses one thread, whatever the degree of parallelism.
/// </remarks>
public sealed record PineParameters : VdafParameters
{
    /// <summary>Default number of wraparound tests.</summary>
    public const int DefaultWraparoundChecks = 100;

    /// <summary>Default number of proofs that the claimed norm is the true one.</summary>
    public const int DefaultNormEqualityProofs = 1;

    private readonly bool _wraparoundPremiseWaived;

    /// <summary>Chooses a function.</summary>
    /// <param name="variant">Field and expansion of seeds.</param>
    /// <param name="dimension">Number d of coordinates.</param>
    /// <param name="normBound">Largest L2 norm B, in integer units.</param>
    /// <param name="fractionalBits">Fractional bits f: a coordinate stands for its integer over 2^f.</param>
    /// <param name="proofs">
    /// Proofs of the main circuit; null for the default: 3 over the 64-bit field, 1, 4 and 5 over the 128-, 40- and 32-bit fields.
    /// </param>
    /// <param name="normEqualityProofs">Proofs of the norm's equality.</param>
    /// <param name="chunkLength">
    /// Pairs in one gadget call of the main circuit; null for the one that makes the proof shortest (see <see cref="ChunkLength"/>).
    /// </param>
    /// <param name="normEqualityChunkLength">
    /// Coordinates in one gadget call of the norm's circuit; null for the one that makes the proof shortest.
    /// </param>
    /// <param name="wraparoundChecks">Number of wraparound tests, all of which must succeed; fewer than 100 weaken the guarantee.</param>
    /// <exception cref="ArgumentException">
    /// An inequality of the draft, or a limit of this implementation, is violated; the message names it.
    /// </exception>
    public PineParameters(
        PineVariant variant,
        int dimension,
        int normBound,
        int fractionalBits,
        int? proofs = null,
        int normEqualityProofs = DefaultNormEqualityProofs,
        int? chunkLength = null,
        int? normEqualityChunkLength = null,
        int wraparoundChecks = DefaultWraparoundChecks)
        : this(
            variant, dimension, normBound, fractionalBits, proofs, normEqualityProofs, chunkLength, normEqualityChunkLength,
            wraparoundChecks, wraparoundPremiseWaived: false)
    {
    }

    private PineParameters(
        PineVariant variant,
        int dimension,
        int normBound,
        int fractionalBits,
        int? proofs,
        int normEqualityProofs,
        int? chunkLength,
        int? normEqualityChunkLength,
        int wraparoundChecks,
        bool wraparoundPremiseWaived)
        : base(dimension)
    {
        _wraparoundPremiseWaived = wraparoundPremiseWaived;
        Variant = variant;
        NormBound = normBound;
        FractionalBits = fractionalBits;
        WraparoundChecks = wraparoundChecks;
        Proofs = proofs ?? PineInstance.Of(variant).Proofs;
        NormEqualityProofs = normEqualityProofs;
        PineLimits.ValidateShape(this);
        var layout = new PineLayout(this);
        ChunkLength = chunkLength ?? PineChunks.MainDefault(layout);
        NormEqualityChunkLength = normEqualityChunkLength ?? PineChunks.NormEqualityDefault(layout);
        PineLimits.Validate(this);
    }

    /// <summary>Field and expansion of seeds.</summary>
    public PineVariant Variant { get; }

    /// <summary>Largest L2 norm B, inclusive, in integer units.</summary>
    public int NormBound { get; }

    /// <summary>Fractional bits f of a coordinate.</summary>
    public int FractionalBits { get; }

    /// <summary>Number of proofs of the main circuit: bits, norm range and wraparound tests.</summary>
    public int Proofs { get; }

    /// <summary>
    /// Number of proofs that the claimed norm is the true one. One lets a false norm pass with probability 2 (m - 1) / p a report,
    /// which nobody can improve on offline: at d = 62,006 about 2^-24 over the 32-bit field, where two are wise, 2^-32 over the
    /// 40-bit field and 2^-56 over the 64-bit field.
    /// </summary>
    public int NormEqualityProofs { get; }

    /// <summary>
    /// Pairs in one gadget call of the main circuit. The default is the length of least proof
    /// 2 c + 2 (m - 1) + 1 with m = nextpow2(1 + calls); of equally short proofs, the one of the smallest c.
    /// </summary>
    public int ChunkLength { get; }

    /// <summary>
    /// Coordinates in one gadget call of the norm's circuit. The default is the length of least proof
    /// c + 2 (m - 1) + 1 with m = nextpow2(1 + ceil(d / c)); of equally short proofs, the one of the smallest c.
    /// </summary>
    public int NormEqualityChunkLength { get; }

    /// <summary>Number of wraparound tests, all of which must succeed.</summary>
    public int WraparoundChecks { get; }

    /// <summary>Whether the function is one which anybody may trust; false for parameters of <see cref="ForVectorsOnly"/>.</summary>
    internal bool RequiresWraparoundPremise => !_wraparoundPremiseWaived;

    /// <summary>
    /// The most fractional bits with which a norm bound of 1 is sound: 8 over the 32-bit field, 12 over the 40-bit field, 24 over the
    /// 64-bit field; 30, as coordinates are integers of 32 bits, over the 128-bit field.
    /// </summary>
    /// <param name="variant">The field.</param>
    /// <exception cref="ArgumentException">There is no such variant.</exception>
    public static int MaxFractionalBitsAtNormOne(PineVariant variant) => PineLimits.MaxFractionalBitsAtNormOne(variant);

    /// <summary>Chooses a function for a norm bound in real units.</summary>
    /// <param name="variant">Field and expansion of seeds.</param>
    /// <param name="dimension">Number d of coordinates.</param>
    /// <param name="bound">Largest L2 norm; bound * 2^f must be an integer.</param>
    /// <param name="fractionalBits">Fractional bits f.</param>
    /// <param name="proofs">Proofs of the main circuit; null for the variant's default.</param>
    /// <exception cref="ArgumentException">The bound is not a multiple of 2^-f, or a limit is violated.</exception>
    public static PineParameters ForBound(PineVariant variant, int dimension, double bound, int fractionalBits, int? proofs = null)
    {
        // Exact: scaling by a power of two changes the exponent alone.
        double scaled = Math.ScaleB(bound, fractionalBits);
        if (!double.IsInteger(scaled) || scaled is < 1 or > int.MaxValue)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"The norm bound {bound} with {fractionalBits} fractional bits is {scaled} units; "
                + $"it must be an integer in [1, {int.MaxValue}]."));
        }

        return new PineParameters(variant, dimension, (int)scaled, fractionalBits, proofs);
    }

    /// <summary>
    /// Parameters for which the wraparound tests prove nothing: forged norms pass. Some published vectors have them, and the tests of
    /// the bytes and of the forgeries need them; nothing else may call this.
    /// </summary>
    internal static PineParameters ForVectorsOnly(
        PineVariant variant,
        int dimension,
        int normBound,
        int fractionalBits,
        int? proofs = null,
        int normEqualityProofs = DefaultNormEqualityProofs,
        int? chunkLength = null,
        int? normEqualityChunkLength = null,
        int wraparoundChecks = DefaultWraparoundChecks) => new(
            variant, dimension, normBound, fractionalBits, proofs, normEqualityProofs, chunkLength, normEqualityChunkLength,
            wraparoundChecks, wraparoundPremiseWaived: true);

    internal override IVdaf CreateCore(int threads) => PineInstance.Of(Variant).Create(this);

    internal override void Validate()
    {
        PineLimits.ValidateShape(this);
        PineLimits.Validate(this);
    }

    internal override UInt128 FieldModulus => PineInstance.Of(Variant).Modulus;

    internal override long LargestCoordinate => NormBound;
}
