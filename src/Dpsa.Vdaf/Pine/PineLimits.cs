// Limits of PINE on the parameters, each exact, and those of this implementation.
//
//     81 W^2 < p        of a vector whose squared norm is p or more, each wraparound test fails with probability 1/2 at least; this
//                       is the premise of the theorem (PINE, arXiv 2311.10237), W = nextpow2(ceil(8.7 B) + 1)
//     B^2 < p           the claimed squared norm is below the prime
//     3 B^2 < p - 2     v + u, two numbers below 2 B^2 each, is B^2 modulo p only if it is B^2
//     2 tests <= p      the count of successes does not wrap around
//
// The code of draft-chen-cfrg-vdaf-pine-02 has 2600 W <= p and W^2 <= 4000 p in place of the first: W may exceed the square root
// of p there, and a single coordinate of at most W whose square is k p + v with v <= B^2 passes every check.

using System.Globalization;
using System.Numerics;

namespace Dpsa.Vdaf.Pine;

/// <summary>Validation of <see cref="PineParameters"/>.</summary>
internal static class PineLimits
{
    /// <summary>Largest number of wraparound tests that is accepted.</summary>
    public const int MaxWraparoundChecks = 1000;

    /// <summary>Largest number of fractional bits: the scale is a 64-bit integer.</summary>
    public const int MaxFractionalBits = 62;

    // What 1 is multiplied by: beyond it a bound of norm 1 is no 32-bit integer.
    private const int MostBitsOfBound = 30;

    // The number of proofs is one byte in the binders of the draft.
    private const int MaxProofs = byte.MaxValue;

    /// <summary>Checks what the layout of a measurement depends on.</summary>
    public static void ValidateShape(PineParameters parameters)
    {
        BigInteger p = PineInstance.Of(parameters.Variant).Modulus;
        Require(parameters.Dimension >= 1, "d >= 1", $"d = {parameters.Dimension}");
        Require(parameters.NormBound >= 1, "B >= 1", $"B = {parameters.NormBound}");
        Require(
            parameters.FractionalBits is >= 0 and <= MaxFractionalBits,
            $"0 <= f <= {MaxFractionalBits}",
            $"f = {parameters.FractionalBits}");
        Require(
            parameters.WraparoundChecks is >= 1 and <= MaxWraparoundChecks,
            $"1 <= wraparound tests <= {MaxWraparoundChecks}",
            $"there are {parameters.WraparoundChecks}");
        Require(parameters.Proofs is >= 1 and <= MaxProofs, $"1 <= proofs <= {MaxProofs}", $"there are {parameters.Proofs}");
        Require(
            parameters.NormEqualityProofs is >= 1 and <= MaxProofs,
            $"1 <= norm equality proofs <= {MaxProofs}",
            $"there are {parameters.NormEqualityProofs}");

        BigInteger bound = parameters.NormBound;
        BigInteger square = bound * bound;
        if (parameters.RequiresWraparoundPremise && !WraparoundPremiseHolds(parameters.NormBound, p))
        {
            throw Violated(
                "81 W^2 < p",
                $"B = {bound} gives W = {PineLayout.WraparoundBound(parameters.NormBound)}, and p = {p}: forged norms would pass. "
                + $"Use at most {MaxFractionalBitsAtNormOne(parameters.Variant)} fractional bits at norm 1, a smaller bound or a larger "
                + "field");
        }

        string given = $"B = {bound}, p = {p}";
        Require(square < p, "B^2 < p", given);
        Require(3 * square < p - 2, "3 B^2 < p - 2", given);
        Require(2 * parameters.WraparoundChecks <= p, "2 tests <= p", $"there are {parameters.WraparoundChecks}, and p = {p}");
    }

    /// <summary>The largest f for which a bound of 2^f units is sound.</summary>
    public static int MaxFractionalBitsAtNormOne(PineVariant variant)
    {
        BigInteger p = PineInstance.Of(variant).Modulus;
        int bits = MostBitsOfBound;
        while (!WraparoundPremiseHolds(1 << bits, p))
            bits--;
        return bits;
    }

    /// <summary>Checks the rest: chunks, and sizes that follow from them.</summary>
    public static void Validate(PineParameters parameters)
    {
        var layout = new PineLayout(parameters);
        PineInstance instance = PineInstance.Of(parameters.Variant);
        int main = parameters.ChunkLength;
        int norm = parameters.NormEqualityChunkLength;
        Require(main >= 1 && main <= layout.BitsLength, $"1 <= chunk length <= {layout.BitsLength}", $"it is {main}");
        Require(norm >= 1 && norm <= parameters.Dimension, $"1 <= norm equality chunk length <= {parameters.Dimension}", $"it is {norm}");

        // The gadget polynomials, of 2 m - 1 coefficients, need transforms of 2 m points.
        long mainPoints = 2 * PineChunks.WirePoints(PineChunks.MainCalls(layout, main));
        long normPoints = 2 * PineChunks.WirePoints(PineChunks.NormEqualityCalls(parameters.Dimension, norm));
        long order = 1L << Math.Min(instance.RootOrderLog2, 31);
        long points = Math.Max(mainPoints, normPoints);
        Require(points <= order, $"2 m <= {order}", $"the chunk lengths {main} and {norm} need {points} points");

        long elements = (long)parameters.Dimension + layout.BitsLength
            + (parameters.Proofs * ((2L * main) + mainPoints - 1))
            + (parameters.NormEqualityProofs * (norm + normPoints - 1));
        long bytes = (elements * instance.ElementSize) + (2 * instance.Xof.SeedSize);
        Require(bytes <= Array.MaxLength, $"leader share <= {Array.MaxLength} bytes", $"it has {bytes}");
    }

    private static bool WraparoundPremiseHolds(int normBound, BigInteger p)
    {
        BigInteger width = PineLayout.WraparoundBound(normBound);
        return 81 * width * width < p;
    }

    private static void Require(bool holds, string inequality, string given)
    {
        if (!holds)
            throw Violated(inequality, given);
    }

    private static ArgumentException Violated(string inequality, string given) =>
        new(string.Create(CultureInfo.InvariantCulture, $"PINE requires {inequality}, but {given}."));
}
