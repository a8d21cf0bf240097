using FsCheck;
using FsCheck.Fluent;

namespace Dpsa.Examples.Cifar.Tests;

public class PartitionTests
{
    [Fact]
    public void Iid_parts_are_disjoint_cover_everything_and_differ_in_size_by_one_at_most()
    {
        Arbitrary<(int Images, int Clients, int Seed)> cases = (
            from clients in Gen.Choose(1, 60)
            from images in Gen.Choose(clients, 500)
            from seed in Gen.Choose(0, 1000)
            select (images, clients, seed)).ToArbitrary();

        Prop.ForAll(cases, c =>
        {
            IReadOnlyList<long[]> parts = Partition.Create(Partitioning.Iid, c.Images, c.Clients, c.Seed);
            return parts.Count == c.Clients
                && parts.SelectMany(p => p).Order().SequenceEqual(Enumerable.Range(0, c.Images).Select(i => (long)i))
                && parts.Max(p => p.Length) - parts.Min(p => p.Length) <= 1;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Iid_follows_the_seed()
    {
        long[] part = Partition.Create(Partitioning.Iid, 100, 2, 5)[0];
        Partition.Create(Partitioning.Iid, 100, 2, 5)[0].ShouldBe(part);
        Partition.Create(Partitioning.Iid, 100, 2, 6)[0].ShouldNotBe(part);
    }

    [Fact]
    public void All_gives_every_client_everything()
    {
        IReadOnlyList<long[]> parts = Partition.Create(Partitioning.All, 10, 3, 1);
        parts.Count.ShouldBe(3);
        parts.ShouldAllBe(p => p.SequenceEqual(Enumerable.Range(0, 10).Select(i => (long)i)));
    }

    [Fact]
    public void Refuses_more_clients_than_images() =>
        Should.Throw<CifarException>(() => Partition.Create(Partitioning.Iid, 5, 6, 1)).Message.ShouldContain("6 clients");
}
