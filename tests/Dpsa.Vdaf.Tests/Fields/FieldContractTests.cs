using System.Numerics;
using Dpsa.Vdaf.Fields;
using FsCheck;
using FsCheck.Fluent;

namespace Dpsa.Vdaf.Tests.Fields;

/// <summary>What every field promises, checked against arbitrary-precision integers; values near both ends come up often.</summary>
public class FieldContractTests
{
    [Theory]
    [MemberData(nameof(Registry.Fields), MemberType = typeof(Registry))]
    public void Agrees_with_integers_modulo_the_prime(Type field) => Registry.Run(field, AgreesWithIntegers<Field32>);

    [Theory]
    [MemberData(nameof(Registry.Fields), MemberType = typeof(Registry))]
    public void Rejects_what_is_not_below_the_modulus(Type field) => Registry.Run(field, RejectsFromTheModulusOn<Field32>);

    private static void AgreesWithIntegers<T>()
        where T : unmanaged, IField<T>
    {
        BigInteger p = T.Modulus;
        Arbitrary<(T A, T B)> pairs = Gen.Two(Elements<T>()).Select(pair => (pair.Item1, pair.Item2)).ToArbitrary();
        Prop.ForAll(pairs, pair =>
        {
            (T left, T right) = pair;
            BigInteger a = left.ToUInt128(), b = right.ToUInt128();
            Value(left + right).ShouldBe((a + b) % p);
            Value(left - right).ShouldBe((a - b + p) % p);
            Value(left * right).ShouldBe(a * b % p);
            Value(-left).ShouldBe((p - a) % p);
            Value(T.MultiplyBy(left, T.ToMultiplier(right))).ShouldBe(a * b % p);
            Value(T.MultiplyBy(left, T.MultiplyBy(T.ToMultiplier(right), T.ToMultiplier(right)))).ShouldBe(a * b * b % p);
            (FieldMath.Inverse(left) * left).ShouldBe(left == T.Zero ? T.Zero : T.One);
            (left == right).ShouldBe(a == b);

            var bytes = new byte[T.EncodedSize];
            left.Encode(bytes);
            new BigInteger(bytes, isUnsigned: true).ShouldBe(a);
            T.TryDecode(bytes, out T decoded).ShouldBeTrue();
            decoded.ShouldBe(left);
        }).QuickCheckThrowOnFailure();

        FieldMath.Pow(T.Root, UInt128.One << (T.RootOrderLog2 - 1)).ShouldBe(-T.One);
        ((p - 1) % BigInteger.Pow(2, T.RootOrderLog2)).ShouldBe(BigInteger.Zero);
    }

    private static void RejectsFromTheModulusOn<T>()
        where T : unmanaged, IField<T>
    {
        foreach (BigInteger value in (BigInteger[])[T.Modulus, (BigInteger)T.Modulus + 1, BigInteger.Pow(2, 8 * T.EncodedSize) - 1])
        {
            var bytes = new byte[T.EncodedSize];
            value.TryWriteBytes(bytes, out _, isUnsigned: true).ShouldBeTrue();
            T.TryDecode(bytes, out _).ShouldBeFalse(value.ToString());
        }
    }

    private static BigInteger Value<T>(T element)
        where T : unmanaged, IField<T> => element.ToUInt128();

    private static Gen<T> Elements<T>()
        where T : unmanaged, IField<T>
    {
        Gen<UInt128> limb = Gen.OneOf(
            Gen.Choose(0, int.MaxValue).Two().Select(x => ((UInt128)x.Item1 << 33) ^ (UInt128)x.Item2),
            Gen.Choose(0, 60).Select(x => (UInt128)x),
            Gen.Choose(0, 60).Select(x => (UInt128)ulong.MaxValue - (UInt128)x));
        return limb.Two().Select(x => T.FromCanonical(((x.Item1 << 64) | (x.Item2 & ulong.MaxValue)) % T.Modulus));
    }
}
