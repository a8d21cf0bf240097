using System.Numerics;

namespace Dpsa.Privacy.Tests;

public class WordSamplerTests
{
    // With the two near sqrt(10) - 2, z^2/2 of the proposal 3 is within 10^-14 of 2, above and below.
    public static TheoryData<string> Sigmas =>
    [
        "1.162277660168379", "1.1622776601683794",
        "1/256", "1/100", "1/3", "1/2", "1", "2.342", "3", "100", "65535/65536", "32768/15", "65536", "143165576.5", "4294967296",
        "4294967296/30", "4294967295/65537", "281474976710655", "1000000000001/7",
    ];

    [Theory]
    [MemberData(nameof(Sigmas))]
    public void Decides_every_trial_as_rational_arithmetic_does(string text)
    {
        using var seeded = new SeededSource(1);
        CompareDraws(Rational.Parse(text), seeded, steerOneIn: 0, draws: 500);
    }

    [Theory]
    [MemberData(nameof(Sigmas))]
    public void Decides_words_at_the_threshold_as_rational_arithmetic_does(string text)
    {
        using var seeded = new SeededSource(2);
        CompareDraws(Rational.Parse(text), seeded, steerOneIn: 3, draws: 500);
    }

    [Fact]
    public void Any_deviation_gives_the_draws_of_rational_arithmetic()
    {
        Gen<Rational> sigmas =
            from bits in Gen.Choose(-7, 46)
            from numerator in Gen.Choose(1 << 20, (1 << 21) - 1)
            from denominator in Gen.Choose(1 << 20, (1 << 21) - 1)
            select new Rational(numerator, denominator) * (bits >= 0 ? 1L << bits : new Rational(1, 1L << -bits));
        Prop.ForAll(Arb.From(sigmas), Arb.From(Gen.Choose(0, int.MaxValue)), (sigma, seed) =>
        {
            using var seeded = new SeededSource((ulong)seed);
            CompareDraws(sigma, seeded, steerOneIn: seed % 2 == 0 ? 0 : 4, draws: 20);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public void A_proposal_beyond_64_bits_is_weighed_exactly()
    {
        // A word of all ones fails every trial but the one of exp(-0); floor(2^64/6) + 1 is a success of exp(-1).
        const ulong Fail = ulong.MaxValue, Success = ulong.MaxValue / 6 + 2;
        ulong[] script =
        [
            0, 1ul << 63, Fail, .. Enumerable.Repeat(Success, 1 << 15), Fail, Fail,
            1ul << 63, Fail, Fail, Fail,
        ];
        var source = new ScriptedSource(script);
        using var words = new RandomWords(source, 1);

        Int128 draw = new WordSampler(new Rational((BigInteger.One << 48) - 1)).Sample(words);

        draw.ShouldBe(Int128.One << 47);
        source.Remaining.ShouldBe(0);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1/257")]
    [InlineData("281474976710656")]
    public void Refuses_a_deviation_that_does_not_fit_words(string text)
    {
        Rational sigma = Rational.Parse(text);
        WordSampler.Supports(sigma).ShouldBeFalse();
        Should.Throw<ArgumentOutOfRangeException>(() => new WordSampler(sigma));
    }

    private static void CompareDraws(Rational sigma, IRandomSource source, int steerOneIn, int draws)
    {
        var plain = new PlainWordSampler(source, steerOneIn);
        BigInteger[] expected = [.. Enumerable.Range(0, draws).Select(_ => plain.Sample(sigma))];

        var script = new ScriptedSource([.. plain.Words]);
        using var words = new RandomWords(script, 1);
        var sampler = new WordSampler(sigma);
        BigInteger[] actual = [.. Enumerable.Range(0, draws).Select(_ => (BigInteger)sampler.Sample(words))];

        actual.ShouldBe(expected);
        script.Remaining.ShouldBe(0);
    }
}
