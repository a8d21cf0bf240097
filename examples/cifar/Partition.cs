namespace Dpsa.Examples.Cifar;

/// <summary>Which training images belong to which client.</summary>
internal static class Partition
{
    /// <returns>For each client the indices of its images; the arrays of <see cref="Partitioning.All"/> are one and the same.</returns>
    public static IReadOnlyList<long[]> Create(Partitioning partitioning, int images, int clients, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(clients);
        long[] all = new long[images];
        for (int i = 0; i < images; i++)
            all[i] = i;

        return partitioning switch
        {
            Partitioning.All => Enumerable.Repeat(all, clients).ToArray(),
            Partitioning.Iid => Split(all, clients, seed),
            _ => throw new ArgumentOutOfRangeException(nameof(partitioning), partitioning, "Unknown partitioning."),
        };
    }

    private static long[][] Split(long[] all, int clients, long seed)
    {
        if (clients > all.Length)
            throw new CifarException($"{clients} clients cannot share {all.Length} training images: each needs at least one.");

        SeededRandom.For(seed, SeedPath.Partition).Shuffle(all);
        long[][] parts = new long[clients][];
        for (int client = 0; client < clients; client++)
        {
            int start = Start(client);
            parts[client] = all[start..Start(client + 1)];
        }

        return parts;

        int Start(int client) => (int)((long)all.Length * client / clients);
    }
}
