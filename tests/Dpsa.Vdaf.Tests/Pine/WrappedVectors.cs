using System.Numerics;
using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Tests.Pine;

/// <summary>
/// The attack on the norm's proof: vectors of large norm whose squared norm is k p + v with 0 &lt;= v &lt;= B^2, so that modulo p they
/// look as if they were within the bound. Coordinates are kept small, for the dot products of the wraparound tests to be small.
/// </summary>
/// <param name="bound">B.</param>
/// <param name="width">W.</param>
internal sealed class WrappedVectors<T>(long bound, long width)
    where T : unmanaged, IField<T>
{
    private const int MostMultiples = 1 << 10;
    private const int MostRoots = 200;

    private static BigInteger P => (BigInteger)T.Modulus;

    private BigInteger Limit => (BigInteger)bound * bound;

    /// <summary>One coordinate whose square is k p + v: as small as possible; none where the bound is 1.</summary>
    public BigInteger? OneCoordinate() => CloseToMultiples().Concat(RootsOfSmallNumbers()).Cast<BigInteger?>().Min();

    /// <summary>One coordinate below W whose square is k p + v: as large as possible; none where the premise of the tests holds.</summary>
    public BigInteger? JustBelowWidth()
    {
        BigInteger largest = (BigInteger)(width - 1) * (width - 1);
        for (BigInteger multiple = largest / P * P; multiple > 0; multiple -= P)
        {
            BigInteger x = Root(BigInteger.Min(largest, multiple + Limit));
            if (x * x >= multiple)
                return x;
        }

        return null;
    }

    /// <summary>
    /// Coordinates of about the square root of p over their number, then a few that make the sum of squares k p + v with k = 1.
    /// </summary>
    public BigInteger[] SeveralCoordinates(int count) => Complete([.. Enumerable.Repeat(Root(P / count), count)]);

    /// <summary>As many coordinates of W - 1 as p has room for, then a few that make the sum of squares p + v.</summary>
    public BigInteger[] ManyBelowWidth() => Complete([.. Enumerable.Repeat((BigInteger)width - 1, (int)MostBelowWidth)]);

    /// <summary>Coordinates of W - 1 that p has room for.</summary>
    public BigInteger MostBelowWidth => P / ((BigInteger)(width - 1) * (width - 1));

    /// <summary>v, where the vector is such an attack.</summary>
    public static BigInteger Residue(IReadOnlyCollection<BigInteger> vector, long bound)
    {
        BigInteger norm = vector.Aggregate(BigInteger.Zero, (sum, x) => sum + (x * x));
        norm.ShouldBeGreaterThanOrEqualTo(P, "the squared norm wraps around");
        vector.ShouldAllBe(x => x >= 0 && x <= P / 2);
        BigInteger residue = norm % P;
        residue.ShouldBeLessThanOrEqualTo((BigInteger)bound * bound, "and looks as if it were within the bound");
        return residue;
    }

    /// <summary>The vector with alternating signs, filled with zeros.</summary>
    public static T[] Elements(IReadOnlyList<BigInteger> vector, int dimension)
    {
        var elements = new T[dimension];
        for (int i = 0; i < vector.Count; i++)
        {
            T magnitude = T.FromCanonical((UInt128)vector[i]);
            elements[i] = i % 2 == 0 ? magnitude : -magnitude;
        }

        return elements;
    }

    private IEnumerable<BigInteger> CloseToMultiples()
    {
        for (int k = 1; k <= MostMultiples; k++)
        {
            BigInteger x = RootAbove(k * P);
            if ((x * x) - (k * P) <= Limit)
                yield return x;
        }
    }

    private IEnumerable<BigInteger> RootsOfSmallNumbers() =>
        from v in Enumerable.Range(2, MostRoots)
        where v <= Limit && Root(v) * Root(v) != v
        let root = RootModuloP(T.FromCanonical((UInt128)v))
        where root * root % P == v
        select BigInteger.Min(root, P - root);

    /// <summary>Tonelli and Shanks; nonsense where there is no root.</summary>
    private static BigInteger RootModuloP(T square)
    {
        UInt128 odd = (T.Modulus - 1) >> T.RootOrderLog2;
        T root = FieldMath.Pow(square, (odd + 1) / 2);
        T error = FieldMath.Pow(square, odd);
        T generator = T.Root;
        for (int order = T.RootOrderLog2 - 1; order > 0; order--)
        {
            // The error's order divides 2^order; where it is exactly that, the generator's square takes it away.
            if (FieldMath.Pow(error, UInt128.One << (order - 1)) != T.One)
            {
                root *= generator;
                error *= generator * generator;
            }

            generator *= generator;
        }

        return (BigInteger)root.ToUInt128();
    }

    private BigInteger[] Complete(List<BigInteger> vector)
    {
        BigInteger missing = P - vector.Aggregate(BigInteger.Zero, (sum, x) => sum + (x * x));
        while (missing > 0)
        {
            BigInteger above = RootAbove(missing);
            BigInteger next = (above * above) - missing <= Limit ? above : Root(missing);
            vector.Add(next);
            missing -= next * next;
        }

        return [.. vector];
    }

    private static BigInteger RootAbove(BigInteger value) => Root(value - 1) + 1;

    private static BigInteger Root(BigInteger value)
    {
        if (value.IsZero)
            return value;
        var root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + (value / root)) / 2;
            if (next >= root)
                return root;
            root = next;
        }
    }
}
