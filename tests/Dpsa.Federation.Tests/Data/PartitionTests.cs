using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;

namespace Dpsa.Federation.Tests;

public sealed class PartitionTests
{
    [Fact]
    public void Every_way_covers_all_samples_once_and_gives_every_client_some()
    {
        Arbitrary<(int Samples, int Clients, int Labels, double Alpha, int Seed)> cases = (
            from clients in Gen.Choose(1, 40)
            from samples in Gen.Choose(clients * 2, 300)
            from labels in Gen.Choose(1, 12)
            from alpha in Gen.Elements(1e-6, 0.01, 0.1, 1, 100, 1e9)
            from seed in Gen.Choose(-1000, 1000)
            select (samples, clients, labels, alpha, seed)).ToArbitrary();
        Prop.ForAll(cases, c =>
        {
            int[] labels = RandomLabels(c.Samples, c.Labels, c.Seed);
            return Covers(Partition.Iid(c.Samples, c.Clients, c.Seed), evenness: 1)
                && Covers(Partition.Shards(labels, c.Clients, 2, c.Seed), evenness: 2)
                && Covers(Partition.Dirichlet(labels, c.Clients, c.Alpha, c.Seed), evenness: 1);

            bool Covers(IReadOnlyList<long[]> parts, int evenness) => parts.Count == c.Clients
                && parts.All(p => p.Length > 0)
                && parts.Max(p => p.Length) - parts.Min(p => p.Length) <= evenness
                && parts.SelectMany(p => p).Order().SequenceEqual(Enumerable.Range(0, c.Samples).Select(i => (long)i));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Iid_gives_the_recorded_indices()
    {
        // Worked out by a program of its own in another language.
        Partition.Iid(10, 3, 42).ShouldBe(new long[][] { [8, 7, 9], [0, 1, 2], [5, 6, 4, 3] });
        byte[] bytes = [.. Partition.Iid(50_000, 10, 1).SelectMany(p => p).SelectMany(BitConverter.GetBytes)];
        Convert.ToHexStringLower(SHA256.HashData(bytes)).ShouldBe("14831b6f8617e7b4493fdfc43fcded198a6fa7bf05d74d376879167a68964011");
    }

    [Fact]
    public void Every_way_follows_the_seed()
    {
        int[] labels = RandomLabels(200, 5, 1);
        foreach (Func<long, IReadOnlyList<long[]>> deal in new Func<long, IReadOnlyList<long[]>>[]
        {
            seed => Partition.Iid(200, 4, seed),
            seed => Partition.Shards(labels, 4, 3, seed),
            seed => Partition.Dirichlet(labels, 4, 1, seed),
        })
        {
            IReadOnlyList<long[]> once = deal(5);
            deal(5).ShouldBe(once);
            deal(6).ShouldNotBe(once);
            deal(-5).ShouldNotBe(once);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Shards_give_a_client_as_many_labels_at_most(int shardsPerClient)
    {
        // 10 labels of 200 samples, shards of 20, 10 and 4: a shard never crosses a label's end.
        int[] labels = [.. Enumerable.Range(0, 2000).Select(i => i % 10)];
        IReadOnlyList<long[]> parts = Partition.Shards(labels, 100, shardsPerClient, 3);
        parts.Max(p => Labels(p, labels)).ShouldBeLessThanOrEqualTo(shardsPerClient);
        Partition.Iid(2000, 100, 3).Average(p => Labels(p, labels)).ShouldBeGreaterThan(8);
    }

    [Fact]
    public void Shards_that_cross_a_labels_end_hold_two()
    {
        int[] labels = [.. Enumerable.Range(0, 1003).Select(i => i % 7)];
        Partition.Shards(labels, 11, 3, 3).Max(p => Labels(p, labels)).ShouldBeLessThanOrEqualTo(6);
    }

    [Fact]
    public void Small_alpha_gives_clients_of_few_labels_and_large_alpha_the_whole_mixture()
    {
        // 10 labels of 2000 samples, 200 clients of 100: the first 20 clients together cannot use a label up unless all want the same.
        int[] labels = [.. Enumerable.Range(0, 20_000).Select(i => i % 10)];

        // Two samples of a client have the same label with probability sum E[q^2] = (1 + a / 10) / (1 + a) for Dir(a * p): 0.9182 at
        // a = 0.1, and 0.1089 at a = 100. A share with mean m has variance m (1 - m) at most: over 200 clients the mean is off by
        // 5 * 0.0194 with probability 6e-7. At a = 100 one share's deviation is below 0.02 (sum q^2 0.01, 100 draws 0.012).
        Repeats(labels, 0.1).Average().ShouldBe(0.9182, 0.097);
        Repeats(labels, 100).Average().ShouldBe(0.1089, 5 * 0.02 / Math.Sqrt(200));
    }

    [Fact]
    public void A_rare_label_is_as_rare_at_the_clients()
    {
        // One label of ten has 1% of the samples, the others 11% each. A client's share q of it has mean 0.01 and variance
        // 0.01 * 0.99 / 101 at alpha = 100, and 40 draws add 0.01 * 0.99 / 40: over 500 seeds the mean is off by 5 * 0.00083 at 6e-7.
        int[] labels = [.. Enumerable.Range(0, 4000).Select(i => i < 40 ? 0 : 1 + (i % 9))];
        double share = Enumerable.Range(0, 500)
            .Average(seed => Partition.Dirichlet(labels, 100, 100, seed)[0].Count(i => labels[i] == 0) / 40.0);
        share.ShouldBe(0.01, 5 * 0.00083);
    }

    [Fact]
    public void Refuses_more_clients_than_samples_and_senseless_numbers()
    {
        int[] labels = [1, 2, 3, 4, 5];
        Should.Throw<ArgumentException>(() => Partition.Iid(5, 6, 1)).Message.ShouldContain("6 clients cannot share 5 samples");
        Should.Throw<ArgumentException>(() => Partition.Shards(labels, 6, 1, 1)).Message.ShouldContain("6 clients cannot share 5 samples");
        Should.Throw<ArgumentException>(() => Partition.Dirichlet(labels, 6, 1, 1))
            .Message.ShouldContain("6 clients cannot share 5 samples");
        Should.Throw<ArgumentException>(() => Partition.Shards(labels, 2, 3, 1)).Message.ShouldContain("2 * 3 shards");
        Should.Throw<ArgumentException>(() => Partition.Shards(labels, 2, int.MaxValue, 1)).Message.ShouldContain("shards");
        Should.Throw<ArgumentOutOfRangeException>(() => Partition.Shards(labels, 2, 0, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => Partition.Iid(5, 0, 1)).Message.ShouldContain("at least 1 client");
        Should.Throw<ArgumentException>(() => Partition.Iid(-1, 1, 1));
        foreach (double alpha in new[] { 0, -1, double.NaN, double.PositiveInfinity, 1e-7, 1e10 })
            Should.Throw<ArgumentOutOfRangeException>(() => Partition.Dirichlet(labels, 2, alpha, 1))
                .Message.ShouldContain("between 1e-6 and 1e9");
    }

    // For 200 clients: the share of pairs of a client's samples that have the same label.
    private static double[] Repeats(int[] labels, double alpha) =>
    [
        .. Enumerable.Range(0, 10).SelectMany(seed => Partition.Dirichlet(labels, 200, alpha, seed).Take(20)).Select(part =>
            part.GroupBy(i => labels[i]).Sum(g => g.Count() * (g.Count() - 1.0)) / (part.Length * (part.Length - 1.0))),
    ];

    private static int Labels(long[] part, int[] labels) => part.Select(i => labels[i]).Distinct().Count();

    private static int[] RandomLabels(int count, int labels, long seed)
    {
        SeededRandom random = SeededRandom.For(seed, 77);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(labels) - 2)];
    }
}
