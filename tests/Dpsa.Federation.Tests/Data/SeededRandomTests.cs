using FsCheck;
using FsCheck.Fluent;

namespace Dpsa.Federation.Tests;

public sealed class SeededRandomTests
{
    [Fact]
    public void Is_SplitMix64()
    {
        // First outputs for seed 1234567 of the authors' public-domain C code.
        SeededRandom random = new(1234567);
        ulong[] values = [random.NextUInt64(), random.NextUInt64(), random.NextUInt64(), random.NextUInt64(), random.NextUInt64()];
        values.ShouldBe([6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821]);
    }

    [Fact]
    public void Goes_on_from_a_saved_state()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), seed =>
        {
            SeededRandom random = SeededRandom.For(seed, 3);
            random.Next(10);
            SeededRandom again = SeededRandom.FromState(random.State);
            return random.Next(1000) == again.Next(1000) && random.NextDouble().Equals(again.NextDouble())
                && random.NextUInt64() == again.NextUInt64() && random.State == again.State;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Streams_of_different_paths_differ()
    {
        ulong[] firsts =
        [
            SeededRandom.For(1).NextUInt64(), SeededRandom.For(1, 1).NextUInt64(), SeededRandom.For(1, 2).NextUInt64(),
            SeededRandom.For(1, 1, 2).NextUInt64(), SeededRandom.For(1, 2, 1).NextUInt64(), SeededRandom.For(2, 1, 2).NextUInt64(),
        ];
        firsts.Distinct().Count().ShouldBe(firsts.Length);
    }

    [Fact]
    public void Shuffle_is_a_permutation_and_moves_things()
    {
        long[] values = [.. Enumerable.Range(0, 1000).Select(i => (long)i)];
        new SeededRandom(3).Shuffle<long>(values);
        values.Order().ShouldBe(Enumerable.Range(0, 1000).Select(i => (long)i));
        values.Where((v, i) => v == i).Count().ShouldBeLessThan(20);
    }

    [Fact]
    public void Numbers_below_a_bound_are_uniform()
    {
        // Chi-square with 6 degrees of freedom exceeds 33.1 with probability 1e-5.
        int[] counts = new int[7];
        SeededRandom random = new(11);
        for (int i = 0; i < 70_000; i++) counts[random.Next(7)]++;
        counts.Sum(c => (c - 10_000.0) * (c - 10_000.0) / 10_000).ShouldBeLessThan(33.1);
        Should.Throw<ArgumentOutOfRangeException>(() => random.Next(0));
    }

    [Fact]
    public void Doubles_are_in_the_unit_interval_around_a_half()
    {
        // The mean of 100,000 has a deviation of 0.00091; it is off by 5 of them with probability 6e-7.
        SeededRandom random = new(12);
        double[] values = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextDouble())];
        values.ShouldAllBe(x => x >= 0 && x < 1);
        values.Average().ShouldBe(0.5, 0.0046);
    }
}
