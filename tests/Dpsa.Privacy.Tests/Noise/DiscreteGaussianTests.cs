namespace Dpsa.Privacy.Tests;

public class DiscreteGaussianTests
{
    [Fact]
    public void Sigma_zero_is_the_constant_zero()
    {
        var distribution = new DiscreteGaussian(Rational.Zero);
        distribution.Sample().ShouldBe(Int128.Zero);
        Int128[] draws = [1, 2, 3];
        distribution.Fill(draws);
        draws.ShouldBe([0, 0, 0]);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1267650600228229401496703205377")]
    public void Refuses_sigma_out_of_range(string sigma) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new DiscreteGaussian(Rational.Parse(sigma)));

    [Theory]
    [InlineData("9999999999999999999999")]
    [InlineData("1267650600228229401496703205376")]
    [InlineData("1/257")]
    [InlineData("1/1000000")]
    public void Deviations_beyond_words_take_the_reference_sampler(string text)
    {
        Rational sigma = Rational.Parse(text);
        Int128[] draws = new Int128[50];
        new DiscreteGaussian(sigma).Fill(draws, new TurboShake128Stream(1));
        var reference = new ReferenceSampler(new TurboShake128Stream(1));
        draws.ShouldBe(draws.Select(_ => (Int128)reference.DiscreteGaussian(sigma)));
    }

    // At sigma = 2^46 a draw is 0 with probability 6e-15, and 5000 draws hold two equal pairs with less than 1e-14.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(-1)]
    public void Every_coordinate_is_drawn_once_on_any_number_of_threads(int threads)
    {
        var distribution = new DiscreteGaussian(1L << 46);
        var draws = new Int128[5_001];
        distribution.FillParallel(draws.AsMemory(1), threads);
        draws[0].ShouldBe(Int128.Zero);
        draws[1..].ShouldNotContain(Int128.Zero);
        draws.Distinct().Count().ShouldBeGreaterThanOrEqualTo(draws.Length - 1);
        draws.Count(y => y < 0).ShouldBeInRange(2000, 3000);
    }

    [Fact]
    public void Calls_are_independent_of_each_other()
    {
        var distribution = new DiscreteGaussian(1L << 46);
        var first = new Int128[100];
        var second = new Int128[100];
        distribution.Fill(first);
        distribution.Fill(second);
        first.Intersect(second).ShouldBeEmpty();
        distribution.Sample().ShouldNotBe(distribution.Sample());
    }

    [Fact]
    public void Nothing_to_fill_is_fine()
    {
        var distribution = new DiscreteGaussian(3);
        distribution.Fill([]);
        distribution.FillParallel(Memory<Int128>.Empty);
    }

    [Fact]
    public void Cancellation_leaves_no_noise_behind()
    {
        Int128[] draws = [1, 2, 3];
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Should.Throw<OperationCanceledException>(() => new DiscreteGaussian(3).FillParallel(draws, -1, cancelled.Token));
        draws.ShouldBe([0, 0, 0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void Refuses_a_number_of_threads_that_is_none(int threads) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new DiscreteGaussian(3).FillParallel(new Int128[1], threads));

    [Fact]
    public void Mechanism_draws_one_number_per_coordinate()
    {
        var mechanism = DiscreteGaussianMechanism.ForBudget(new ZcdpBudget(new Rational(1, 1 << 14)), 1L << 32);
        mechanism.Sample(4000).Distinct().Count().ShouldBeGreaterThanOrEqualTo(3999);
        var noise = new Int128[10];
        mechanism.Fill(noise);
        noise.ShouldNotContain(Int128.Zero);
        Should.Throw<ArgumentOutOfRangeException>(() => mechanism.Sample(-1));
    }
}
