// Chunk lengths of draft-chen-cfrg-vdaf-pine-02. Both gadgets have degree 2:
//
//     proof    arity * chunk + 2 (m - 1) + 1 elements, m = nextpow2(1 + calls)

using System.Numerics;

namespace Dpsa.Vdaf.Pine;

/// <summary>How the inputs of the two circuits are cut into gadget calls, so that the proofs are shortest.</summary>
internal static class PineChunks
{
    /// <summary>Calls of the main circuit's gadget: bits, then tests.</summary>
    public static int MainCalls(PineLayout layout, int chunk) =>
        Integers.CeilingDivide(layout.BitsLength, chunk) + Integers.CeilingDivide(layout.Checks, chunk);

    /// <summary>Calls of the norm equality circuit's gadget.</summary>
    public static int NormEqualityCalls(int dimension, int chunk) => Integers.CeilingDivide(dimension, chunk);

    /// <summary>Points on which a wire polynomial is given: its seed and one for every call, in a power of two.</summary>
    public static long WirePoints(int calls) => (long)BitOperations.RoundUpToPowerOf2((ulong)calls + 1);

    /// <summary>The chunk length of the shortest proof of the main circuit; the smallest of them.</summary>
    public static int MainDefault(PineLayout layout) => Shortest(layout.BitsLength, 2, c => MainCalls(layout, c));

    /// <summary>The chunk length of the shortest proof of the norm equality circuit; the smallest of them.</summary>
    public static int NormEqualityDefault(PineLayout layout) => Shortest(layout.Dimension, 1, c => NormEqualityCalls(layout.Dimension, c));

    private static int Shortest(int largest, int arity, Func<int, int> calls)
    {
        // For a given number of points the smallest chunk is the best; there are few powers of two.
        long best = long.MaxValue;
        int bestChunk = largest;
        for (long points = 1L << 31; points >= 2; points /= 2)
        {
            if (calls(largest) + 1 > points)
                break;
            int chunk = SmallestWithin(largest, points - 1, calls);
            long length = ((long)arity * chunk) + (2 * (WirePoints(calls(chunk)) - 1)) + 1;
            if (length < best)
                (best, bestChunk) = (length, chunk);
        }

        return bestChunk;
    }

    private static int SmallestWithin(int largest, long mostCalls, Func<int, int> calls)
    {
        int low = 1;
        int high = largest;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (calls(middle) <= mostCalls)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
