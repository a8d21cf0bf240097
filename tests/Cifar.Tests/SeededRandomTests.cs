namespace Dpsa.Examples.Cifar.Tests;

public class SeededRandomTests
{
    [Fact]
    public void Is_SplitMix64()
    {
        // First outputs for seed 1234567 of the authors' public-domain C code.
        var random = new SeededRandom(1234567);
        ulong[] values = [random.NextUInt64(), random.NextUInt64(), random.NextUInt64(), random.NextUInt64(), random.NextUInt64()];
        values.ShouldBe([6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821]);
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
        new SeededRandom(3).Shuffle(values);
        values.Order().ShouldBe(Enumerable.Range(0, 1000).Select(i => (long)i));
        values.Where((v, i) => v == i).Count().ShouldBeLessThan(20);
    }
}
