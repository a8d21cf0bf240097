namespace Dpsa.Examples.Cifar.Tests;

public class PartitionTests
{
    [Fact]
    public void Iid_deals_every_image_to_one_client_and_follows_the_seed()
    {
        IReadOnlyList<long[]> parts = Partitioning.Iid.Split(101, 2, 5);
        parts.Select(p => p.Length).ShouldBe([50, 51]);
        parts.SelectMany(p => p).Order().ShouldBe(Enumerable.Range(0, 101).Select(i => (long)i));
        Partitioning.Iid.Split(101, 2, 5)[0].ShouldBe(parts[0]);
        Partitioning.Iid.Split(101, 2, 6)[0].ShouldNotBe(parts[0]);
    }

    [Fact]
    public void All_gives_every_client_everything()
    {
        IReadOnlyList<long[]> parts = Partitioning.All.Split(10, 3, 1);
        parts.Count.ShouldBe(3);
        parts.ShouldAllBe(p => p.SequenceEqual(Enumerable.Range(0, 10).Select(i => (long)i)));
    }

    [Fact]
    public void Refuses_more_clients_than_images() =>
        Should.Throw<CifarException>(() => Partitioning.Iid.Split(5, 6, 1)).Message.ShouldContain("6 clients");
}
