using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Pine;
using FsCheck;
using FsCheck.Fluent;

namespace Dpsa.Vdaf.Tests.Pine;

/// <summary>Acceptance is exactly the norm bound: over random dimensions, scales and signs, and at the edge to the unit.</summary>
public class PinePropertyTests
{
    private const int Runs = 40;

    [Fact]
    public void Accepts_every_vector_within_the_bound_Pine64() => Accepts<Field64>(PineVariant.Pine64, 10);

    [Fact]
    public void Accepts_every_vector_within_the_bound_Pine128() => Accepts<Field128>(PineVariant.Pine128, 15);

    [Fact]
    public void Accepts_every_vector_within_the_bound_Pine64Hmac() => Accepts<Field64>(PineVariant.Pine64HmacSha256Aes128, 15);

    [Fact]
    public void Accepts_every_vector_within_the_bound_Pine40Hmac() => Accepts<Field40>(PineVariant.Pine40HmacSha256Aes128, 12);

    [Fact]
    public void Accepts_every_vector_within_the_bound_Pine32Hmac() => Accepts<Field32>(PineVariant.Pine32HmacSha256Aes128, 8);

    [Fact]
    public void Refuses_every_vector_beyond_the_bound_Pine64() => Refuses<Field64>(PineVariant.Pine64, 10);

    [Fact]
    public void Refuses_every_vector_beyond_the_bound_Pine128() => Refuses<Field128>(PineVariant.Pine128, 15);

    [Fact]
    public void Refuses_every_vector_beyond_the_bound_Pine64Hmac() => Refuses<Field64>(PineVariant.Pine64HmacSha256Aes128, 15);

    [Fact]
    public void Refuses_every_vector_beyond_the_bound_Pine40Hmac() => Refuses<Field40>(PineVariant.Pine40HmacSha256Aes128, 12);

    [Fact]
    public void Refuses_every_vector_beyond_the_bound_Pine32Hmac() => Refuses<Field32>(PineVariant.Pine32HmacSha256Aes128, 8);

    private static void Accepts<T>(PineVariant variant, int bits)
        where T : unmanaged, IField<T>
    {
        long limit = 1L << (2 * bits);
        Check(VectorsOfNorm(Gen.OneOf(Gen.Constant(limit), Gen.Constant(limit - 1), Gen.Constant(0L), Below(limit))), vector =>
        {
            var pair = new PinePair<T>(PineParameters.ForBound(variant, vector.Length, 1, bits));
            pair.Verify(pair.Shard(vector, seed: vector.Sum())).ShouldBe(vector.Select(v => (Int128)v));
        });
    }

    private static void Refuses<T>(PineVariant variant, int bits)
        where T : unmanaged, IField<T>
    {
        long limit = 1L << (2 * bits);
        Check(VectorsOfNorm(Gen.OneOf(Gen.Constant(limit + 1), Gen.Constant(limit + 2), Below(limit).Select(v => limit + 1 + v))), vector =>
        {
            var pair = new PinePair<T>(PineParameters.ForBound(variant, vector.Length, 1, bits));
            Should.Throw<VdafException>(() => pair.Shard(vector)).Error.ShouldBe(VdafError.InvalidMeasurement);

            // The lies that are left: a smaller norm, or the true norm with slack that does not fit it.
            T[] gradient = PinePair<T>.Elements(vector.Select(v => (Int128)v));
            var norm = (UInt128)vector.Sum(v => (long)v * v);
            UInt128 within = norm % (UInt128)(limit + 1);
            pair.ShouldReject(pair.Forge(gradient, pair.Bits((UInt128)limit), pair.Bits(0), PineEncoder.EncodeTests));
            pair.ShouldReject(pair.Forge(gradient, pair.Bits(within), pair.Bits((UInt128)limit - within), PineEncoder.EncodeTests));
            pair.ShouldReject(pair.Forge(gradient, pair.Bits(norm), pair.Bits(0), PineEncoder.EncodeTests));
            pair.ShouldReject(pair.Forge(gradient, pair.Bits(norm), pair.Bits(unchecked((UInt128)limit - norm)), PineEncoder.EncodeTests));
        });
    }

    private static void Check(Gen<int[]> vectors, Action<int[]> property) =>
        Prop.ForAll(vectors.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));

    private static Gen<long> Below(long limit) => Gen.Choose(0, int.MaxValue).Select(v => (long)(limit * (v / (1.0 + int.MaxValue))));

    /// <summary>Vectors of 4 to 60 coordinates with exactly the squared norm asked for.</summary>
    private static Gen<int[]> VectorsOfNorm(Gen<long> squaredNorm) =>
        from norm in squaredNorm
        from direction in Gen.NonEmptyListOf(Gen.Choose(-1000, 1000)).Where(l => l.Count <= 56)
        from fill in Gen.Choose(0, 1000)
        from places in Gen.Shuffle(Enumerable.Range(0, direction.Count + 4).ToArray())
        from signs in Gen.Choose(0, 1).ArrayOf(direction.Count + 4)
        select Place(norm, direction, fill / 1000.0, places, signs);

    private static int[] Place(long norm, IList<int> direction, double fill, int[] places, int[] signs)
    {
        double length = Math.Sqrt(direction.Sum(v => (double)v * v));
        double factor = length == 0 ? 0 : fill * Math.Sqrt(norm) / length;
        int[] body = [.. direction.Select(v => (int)(v * factor))];
        int[] all = [.. body, .. FourSquares(norm - body.Sum(v => (long)v * v))];
        return [.. places.Select((p, i) => signs[i] == 0 ? all[p] : -all[p])];
    }

    /// <summary>Four integers whose squares add up to a number (Lagrange).</summary>
    private static int[] FourSquares(long value)
    {
        for (long a = Root(value); ; a--)
        {
            long afterA = value - (a * a);
            for (long b = Root(afterA); b >= 0; b--)
            {
                long afterB = afterA - (b * b);
                for (long c = Root(afterB); 2 * c * c >= afterB; c--)
                {
                    long d = Root(afterB - (c * c));
                    if ((c * c) + (d * d) == afterB)
                        return [(int)a, (int)b, (int)c, (int)d];
                }
            }
        }
    }

    private static long Root(long value)
    {
        long root = (long)Math.Sqrt(value);
        while (root * root > value)
            root--;
        return (root + 1) * (root + 1) <= value ? root + 1 : root;
    }
}
