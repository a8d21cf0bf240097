// The pseudorandom streams of draft-chen-cfrg-vdaf-pine-02. Domain separation is seven bytes (that of VDAF-08 has one
// more, for the class):
//
//     version    0x01
//     algorithm  4 bytes, big-endian
//     usage      2 bytes, big-endian
//
// Where numbers of proofs are bound, that of the norm equality comes first. There are two joint randomnesses: that of the verification
// has the usages of VDAF-08, that of the wraparound tests usages of its own.

using Dpsa.Vdaf.Functions;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Pine;

/// <summary>The streams of one function.</summary>
/// <param name="instance">Code point and extendable output function.</param>
/// <param name="proofs">Number of proofs of the main circuit.</param>
/// <param name="normEqualityProofs">Number of proofs of the norm equality circuit.</param>
internal sealed class PineStreams(PineInstance instance, int proofs, int normEqualityProofs)
    : VdafStreams(instance.Xof, [Version], instance.AlgorithmId, checked((byte)normEqualityProofs), checked((byte)proofs))
{
    private const byte Version = 0x01;

    /// <summary>The coefficients of the wraparound tests.</summary>
    public XofStream WraparoundCoefficients(ReadOnlySpan<byte> seed) => Start(seed, Usage.WraparoundJointRandomness, []);
}
