using System.Numerics;

namespace Dpsa.Privacy.Tests;

public class BernoulliTrialsTests
{
    private const ulong Third = 0x5555555555555555;
    private const ulong Sixth = ulong.MaxValue / 6;

    [Theory]
    [InlineData(true, Third - 1)]
    [InlineData(false, Third + 1)]
    [InlineData(true, Third, Third - 1)]
    [InlineData(false, Third, Third + 1)]
    [InlineData(true, Third, Third, 0ul)]
    [InlineData(false, Third, Third, ulong.MaxValue)]
    public void One_third_is_compared_word_by_word(bool expected, params ulong[] script)
    {
        Run(script, words => BernoulliTrials.Fraction(1, 3, words)).ShouldBe(expected);
        Run(script, words => BernoulliTrials.Fraction(BigInteger.One, 3, words.Next(), words)).ShouldBe(expected);
    }

    [Theory]
    [InlineData(0ul, 5ul, 0ul, false)]
    [InlineData(5ul, 5ul, ulong.MaxValue, true)]
    [InlineData(1ul, 2ul, 1ul << 63, false)]
    [InlineData(1ul, 2ul, (1ul << 63) - 1, true)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, true)]
    [InlineData(ulong.MaxValue - 1, ulong.MaxValue, ulong.MaxValue - 2, true)]
    [InlineData(ulong.MaxValue - 1, ulong.MaxValue, ulong.MaxValue, false)]
    public void Certain_and_dyadic_probabilities_take_one_word(ulong numerator, ulong denominator, ulong word, bool expected)
    {
        Run([word], words => BernoulliTrials.Fraction(numerator, denominator, words)).ShouldBe(expected);
        Run([word], words => BernoulliTrials.Fraction((BigInteger)numerator, denominator, words.Next(), words)).ShouldBe(expected);
    }

    // The series 1/2! - 1/3! + 1/4! - ... of exp(-1): success where U is in [1/3!, 1/2!), [1/5!, 1/4!), ...
    [Theory]
    [InlineData(false, ulong.MaxValue)]
    [InlineData(false, 1ul << 63)]
    [InlineData(true, (1ul << 63) - 1)]
    [InlineData(true, Sixth + 1)]
    [InlineData(true, Sixth, ulong.MaxValue)]
    [InlineData(false, Sixth, 0ul)]
    [InlineData(false, Sixth - 1)]
    [InlineData(false, ulong.MaxValue / 24 + 1)]
    [InlineData(true, ulong.MaxValue / 24 - 1)]
    [InlineData(false, 7ul, ulong.MaxValue)]
    [InlineData(true, 7ul, 0ul)]
    [InlineData(false, 0ul, 1ul << 60)]
    [InlineData(true, 0ul, 1ul << 58)]
    public void Exp_of_minus_one_follows_its_series(bool expected, params ulong[] script) =>
        Run(script, BernoulliTrials.ExpMinusOne).ShouldBe(expected);

    [Fact]
    public void Exp_of_minus_zero_is_certain() =>
        Run([ulong.MaxValue], words => BernoulliTrials.ExpMinusFraction(0, 3, words)).ShouldBeTrue();

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_run_longer_than_words_can_hold_goes_on_in_big_integers(int furtherSuccesses, bool expected)
    {
        ulong[] script = [.. Enumerable.Repeat(0ul, (1 << 16) - 1 + furtherSuccesses), ulong.MaxValue];
        Run(script, words => BernoulliTrials.ExpMinusFraction((1ul << 48) - 2, (1ul << 48) - 1, words)).ShouldBe(expected);
    }

    [Fact]
    public void Exp_of_minus_one_has_its_frequency()
    {
        // 10^6 trials; the limit of 6.1 standard deviations is passed by chance once in 10^9.
        using var source = new SeededSource(3);
        using var words = new RandomWords(source);
        int successes = Enumerable.Range(0, 1_000_000).Count(_ => BernoulliTrials.ExpMinusOne(words));
        double p = Math.Exp(-1);
        Math.Abs(successes - 1e6 * p).ShouldBeLessThan(6.1 * Math.Sqrt(1e6 * p * (1 - p)));
    }

    private static bool Run(ulong[] script, Func<RandomWords, bool> trial)
    {
        var source = new ScriptedSource(script);
        using var words = new RandomWords(source, 1);
        bool result = trial(words);
        source.Remaining.ShouldBe(0);
        return result;
    }
}
