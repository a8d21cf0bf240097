using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Pine;

namespace Dpsa.Vdaf.Tests.Pine;

/// <summary>Reports of clients that lie, by what they lie about, with a part of the message that must refuse them.</summary>
internal interface IPineForgeries
{
    IReadOnlyDictionary<string, Action> Cases { get; }

    /// <summary>The forger shards honestly, and is accepted.</summary>
    void AcceptsHonesty();

    /// <summary>A vector that wrapped around the modulus, with the honest encoder.</summary>
    void EncodesWrappedVectorHonestly();
}

/// <summary>The forgeries over one field.</summary>
internal sealed class PineForgeries<T> : IPineForgeries
    where T : unmanaged, IField<T>
{
    private const string Main = "a bit, the norm's range or a wraparound test is wrong";
    private const string Norm = "the claimed norm is not the measurement's";
    private const int Bound = 1 << 8;
    private const int Dimension = 33;

    private static readonly T Two = T.One + T.One;

    private readonly PinePair<T> _pair;
    private readonly int[] _honest = [.. Enumerable.Range(0, Dimension).Select(i => (i * 37 % 101) - 50)];

    public PineForgeries(PineVariant variant)
    {
        _pair = new PinePair<T>(new PineParameters(variant, Dimension, Bound, 8));
        Cases = new Dictionary<string, Action>
        {
            ["norm beyond the bound, claimed to be the bound"] =
                () => Reject(TooLarge, Bits(Limit), Bits(0), PineEncoder.EncodeTests, Norm),
            ["norm beyond the bound, claimed truly"] = () => Reject(TooLarge, Bits(Limit + 1), Bits(0), PineEncoder.EncodeTests, Main),
            ["norm beyond the bound, with a slack of -1"] =
                () => Reject(TooLarge, Bits(Limit + 1), [-T.One, .. Bits(0)[1..]], PineEncoder.EncodeTests, Main),
            ["norm smaller than claimed"] =
                () => Reject(Gradient, Bits(HonestNorm + 1), Bits(Limit - HonestNorm - 1), PineEncoder.EncodeTests, Norm),
            ["wrapped around the modulus, tests claimed to succeed"] = () => RejectWrapped(PinePair<T>.ClaimSuccess),
            ["wrapped around the modulus, failures admitted"] = () => RejectWrapped(PinePair<T>.AdmitFailures),
            ["dot product of the first test"] = () => RejectTests(t => t[0] = T.One - t[0]),
            ["dot product of the last test"] = () => RejectTests(t => t[^2] = T.One - t[^2]),
            ["success of a test denied"] = () => RejectTests(t => t[^1] = T.Zero),
            ["test left out"] = () => RejectTests(t => t[..Test].Clear()),
            ["one test counted twice for another"] = () => RejectTests(t => (t[Test - 1], t[(2 * Test) - 1]) = (T.Zero, Two)),
            ["non-bits in the norm, sum unchanged"] =
                () => Reject(Gradient, Skewed(Bits(HonestNorm)), Bits(Limit - HonestNorm), PineEncoder.EncodeTests, Main),
            ["non-bits in the slack, sum unchanged"] =
                () => Reject(Gradient, Bits(HonestNorm), Skewed(Bits(Limit - HonestNorm)), PineEncoder.EncodeTests, Main),
            ["non-bits in a test, sum unchanged"] = () => RejectTests(t => (t[0], t[1]) = (t[0] + Two, t[1] - T.One)),
            ["gradient in the leader's share"] = () => RejectChangedElement(3),
            ["bit in the leader's share"] = () => RejectChangedElement(Dimension + 50),
            ["first wire seed of a proof"] = () => RejectChangedElement((int)_pair.Layout.MeasurementLength),
            ["last element of the last proof"] = () => RejectChangedElement(ElementsOfLeader - 1),
            ["seed of the helper's measurement"] = () => Reject(Honest with { HelperInputShare = Flip(Honest.HelperInputShare, 0) }),
            ["seed of the helper's proofs"] = () => Reject(Honest with { HelperInputShare = Flip(Honest.HelperInputShare, SeedSize) }),
            ["helper's blind of the wraparound tests"] =
                () => Reject(Honest with { HelperInputShare = Flip(Honest.HelperInputShare, 2 * SeedSize) }),
            ["helper's blind of the verification"] =
                () => Reject(Honest with { HelperInputShare = Flip(Honest.HelperInputShare, 3 * SeedSize) }),
            ["leader's blind of the wraparound tests"] =
                () => Reject(Honest with { LeaderInputShare = Flip(Honest.LeaderInputShare, ^(2 * SeedSize)) }),
            ["leader's blind of the verification"] =
                () => Reject(Honest with { LeaderInputShare = Flip(Honest.LeaderInputShare, ^1) }),
            ["leader's public part of the wraparound tests"] = () => Reject(Honest with { PublicShare = Flip(Honest.PublicShare, 0) }),
            ["helper's public part of the wraparound tests"] =
                () => Reject(Honest with { PublicShare = Flip(Honest.PublicShare, SeedSize) }),
            ["leader's public part of the verification"] =
                () => Reject(Honest with { PublicShare = Flip(Honest.PublicShare, 2 * SeedSize) }),
            ["helper's public part of the verification"] =
                () => Reject(Honest with { PublicShare = Flip(Honest.PublicShare, 3 * SeedSize) }),
        };
    }

    private delegate void TamperWithTests(Span<T> tests);

    public IReadOnlyDictionary<string, Action> Cases { get; }

    private ReportShares Honest => _pair.Shard(_honest);

    private T[] Gradient => PinePair<T>.Elements(_honest.Select(v => (Int128)v));

    private UInt128 HonestNorm => (UInt128)_honest.Sum(v => (long)v * v);

    private UInt128 Limit => _pair.Vdaf.MaxSquaredNorm;

    private int Test => _pair.Layout.TestLength;

    private int SeedSize => _pair.Vdaf.VerifyKeySize;

    private int ElementsOfLeader => (Honest.LeaderInputShare.Length - (2 * SeedSize)) / T.EncodedSize;

    private static T[] TooLarge => [FieldMath.FromInteger<T>(Bound), T.One, .. new T[Dimension - 2]];

    public void AcceptsHonesty() =>
        _pair.Verify(_pair.Forge(Gradient, Bits(HonestNorm), Bits(Limit - HonestNorm), PineEncoder.EncodeTests))
            .ShouldBe(_honest.Select(v => (Int128)v));

    public void EncodesWrappedVectorHonestly()
    {
        (T[] gradient, UInt128 residue) = WrappedAround();
        _pair.Forge(gradient, Bits(residue), Bits(Limit - residue), PineEncoder.EncodeTests);
    }

    private T[] Bits(UInt128 value) => _pair.Bits(value);

    private static T[] Skewed(T[] bits) => [bits[0] + Two, bits[1] - T.One, .. bits[2..]];

    private void Reject(T[] gradient, T[] v, T[] u, PineSharder<T>.TestEncoder tests, string reason) =>
        _pair.ShouldReject(_pair.Forge(gradient, v, u, tests), reason);

    private void Reject(ReportShares shares) => _pair.ShouldReject(shares, "does not hold");

    private void RejectWrapped(PineSharder<T>.TestEncoder tests)
    {
        (T[] gradient, UInt128 residue) = WrappedAround();
        Reject(gradient, Bits(residue), Bits(Limit - residue), tests, Main);
    }

    private void RejectTests(TamperWithTests tamper) => Reject(
        Gradient,
        Bits(HonestNorm),
        Bits(Limit - HonestNorm),
        (dots, layout, destination) =>
        {
            PineEncoder.EncodeTests(dots, layout, destination);
            tamper(destination);
        },
        Main);

    private void RejectChangedElement(int element)
    {
        byte[] share = [.. Honest.LeaderInputShare];
        Span<byte> slot = share.AsSpan(element * T.EncodedSize, T.EncodedSize);
        T.TryDecode(slot, out T value).ShouldBeTrue();
        (value + T.One).Encode(slot);
        Reject(Honest with { LeaderInputShare = share });
    }

    private static byte[] Flip(byte[] bytes, Index index)
    {
        byte[] changed = [.. bytes];
        changed[index] ^= 1;
        return changed;
    }

    /// <summary>A vector whose squares add up to the prime or more, and to at most B^2 modulo the prime.</summary>
    private (T[] Gradient, UInt128 Residue) WrappedAround()
    {
        // Greedy: every coordinate takes the largest square out of p + B^2 (below 2^128 at this bound) that is left.
        UInt128 left = T.Modulus + Limit;
        UInt128 total = 0;
        var gradient = new T[Dimension];
        for (int i = 0; i < gradient.Length; i++)
        {
            UInt128 root = SquareRoot(left);
            gradient[i] = T.FromCanonical(root);
            left -= root * root;
            total += root * root;
        }

        left.ShouldBe((UInt128)0);
        return (gradient, total - T.Modulus);
    }

    private static UInt128 SquareRoot(UInt128 value)
    {
        UInt128 root = 0;
        for (int bit = 63; bit >= 0; bit--)
        {
            UInt128 next = root | (UInt128.One << bit);
            if (next * next <= value)
                root = next;
        }

        return root;
    }
}
