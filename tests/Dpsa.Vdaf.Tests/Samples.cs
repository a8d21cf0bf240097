using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Xof;
using FsCheck;
using FsCheck.Fluent;

namespace Dpsa.Vdaf.Tests;

/// <summary>Pseudorandom inputs that depend only on a number.</summary>
internal static class Samples
{
    public static byte[] Bytes(int seed, int length)
    {
        using var stream = new TurboShake128();
        stream.Absorb(BitConverter.GetBytes(seed));
        var bytes = new byte[length];
        stream.Squeeze(bytes);
        return bytes;
    }

    public static F[] Elements<F>(int seed, int count)
        where F : unmanaged, IField<F>
    {
        using var stream = new TurboShake128();
        stream.Absorb(BitConverter.GetBytes(seed));
        var values = new F[count];
        new FieldSampler<F>(stream).Fill(values);
        return values;
    }

    /// <summary>A vector of the largest coordinates that keep the norm below 1, of either sign.</summary>
    public static int[] Measurement(int seed, int dimension, int bits)
    {
        double bound = Math.Floor(Math.Pow(2, bits - 1) / Math.Sqrt(dimension)) - 1;
        byte[] bytes = Bytes(seed, 4 * dimension);
        return [.. Enumerable.Range(0, dimension).Select(i => (int)(BitConverter.ToInt32(bytes, 4 * i) / 2147483648.0 * bound))];
    }

    /// <summary>Elements of which many are near zero, near the modulus, or have limbs of all zeros or ones.</summary>
    public static Gen<Field128> Field128Edges() =>
        Words().Two().Select(x => Field128.FromCanonical(new UInt128(x.Item2, x.Item1) % Field128.Modulus));

    /// <summary>As <see cref="Field128Edges"/>.</summary>
    public static Gen<Field64> Field64Edges() => Words().Select(x => Field64.FromCanonical(x % Field64.Modulus));

    private static Gen<ulong> Words() => Gen.OneOf(
        Gen.Choose(0, int.MaxValue).Two().Select(x => ((ulong)x.Item1 << 33) ^ (ulong)x.Item2),
        Gen.Choose(0, 60).Select(x => (ulong)x),
        Gen.Choose(0, 60).Select(x => ulong.MaxValue - (ulong)x),
        Gen.Choose(0, 63).Select(x => (1UL << x) - 1));
}
