// Layout of a measurement in draft-chen-cfrg-vdaf-pine-02, in field elements:
//
//     d                     gradient
//     nb                    bits of v, the squared norm, lowest first
//     nb                    bits of u = B^2 - v, lowest first                nb = bit length of B^2
//     tests * (bw + 1)      for each wraparound test, the bits of
//                           t + W - 1, lowest first, and 1 for success       bw = bit length of 2 W - 1
//
// The tests' dot products t are appended to it as input of the main circuit; they are not sent.

using System.Numerics;

namespace Dpsa.Vdaf.Pine;

/// <summary>Sizes and offsets of one choice of parameters.</summary>
internal sealed class PineLayout
{
    public PineLayout(PineParameters parameters)
    {
        Dimension = parameters.Dimension;
        SquaredBound = (ulong)((long)parameters.NormBound * parameters.NormBound);
        NormBits = 64 - BitOperations.LeadingZeroCount(SquaredBound);
        Checks = parameters.WraparoundChecks;
        Width = WraparoundBound(parameters.NormBound);
        DotBits = 64 - BitOperations.LeadingZeroCount((ulong)((2 * Width) - 1));
    }

    /// <summary>Number d of coordinates.</summary>
    public int Dimension { get; }

    /// <summary>B^2.</summary>
    public ulong SquaredBound { get; }

    /// <summary>nb, bits of the squared norm.</summary>
    public int NormBits { get; }

    /// <summary>Number of wraparound tests.</summary>
    public int Checks { get; }

    /// <summary>W: a test succeeds if its dot product is in [1 - W, W].</summary>
    public long Width { get; }

    /// <summary>bw, bits of a shifted dot product.</summary>
    public int DotBits { get; }

    /// <summary>Elements of one test.</summary>
    public int TestLength => DotBits + 1;

    /// <summary>Elements before the tests, which the randomness of the tests depends on.</summary>
    public int BaseLength => checked(Dimension + (2 * NormBits));

    /// <summary>Elements that are claimed to be bits: all after the gradient.</summary>
    public int BitsLength => (2 * NormBits) + (Checks * TestLength);

    /// <summary>Elements of a measurement.</summary>
    public int MeasurementLength => checked(Dimension + BitsLength);

    /// <summary>Elements of a measurement with the dot products of its tests.</summary>
    public int InputLength => checked(MeasurementLength + Checks);

    /// <summary>W for a norm bound B: the power of two from ceil(8.7 B) + 1 on.</summary>
    public static long WraparoundBound(int normBound) =>
        (long)BitOperations.RoundUpToPowerOf2((ulong)(((87L * normBound) + 9) / 10) + 1);
}
