namespace Dpsa.Federation;

/// <summary>
/// Ways to deal the samples of one data set to simulated clients. Every sample goes to one client, every client gets at least one, and
/// the same arguments give the same partition.
/// </summary>
public static class Partition
{
    // First steps of the paths into SeededRandom. That of Iid is fixed: recorded runs depend on it.
    private const long IidStream = 1;
    private const long ShardStream = 0x5348;
    private const long DirichletStream = 0x4449;

    /// <summary>Independent and identically distributed: shuffles the samples and deals them out evenly.</summary>
    /// <param name="count">Number of samples.</param>
    /// <param name="clients">Number of clients, from 1 to <paramref name="count"/>.</param>
    /// <param name="seed">Decides the shuffle.</param>
    /// <returns>For each client the indices of its samples, in shuffled order; numbers of samples differ by one at most.</returns>
    /// <exception cref="ArgumentException">There are no clients, or more than samples.</exception>
    public static IReadOnlyList<long[]> Iid(int count, int clients, long seed)
    {
        RequireEnough(count, clients);
        long[] all = new long[count];
        for (int i = 0; i < count; i++) all[i] = i;
        SeededRandom.For(seed, IidStream).Shuffle<long>(all);
        return Cut(all, clients);
    }

    /// <summary>
    /// By label, as in McMahan et al. 2017: sorts the samples by label, cuts them into shards of equal size, and deals each
    /// client the same number of shards.
    /// </summary>
    /// <remarks>
    /// A shard is of one label, or of two where a label ends within it, as long as no label has fewer samples than a shard. Where the
    /// shards' size divides each label's number of samples, a client has at most <paramref name="shardsPerClient"/> labels.
    /// </remarks>
    /// <param name="labels">The label of each sample.</param>
    /// <param name="clients">Number of clients, at least 1.</param>
    /// <param name="shardsPerClient">Number of shards of each client, at least 1; 2 in the paper.</param>
    /// <param name="seed">Decides which samples of a label lie in which shard, and who gets which shard.</param>
    /// <returns>For each client the indices of its samples.</returns>
    /// <exception cref="ArgumentException">There are no clients or shards, or more shards than samples.</exception>
    public static IReadOnlyList<long[]> Shards(ReadOnlySpan<int> labels, int clients, int shardsPerClient, long seed)
    {
        RequireEnough(labels.Length, clients);
        ArgumentOutOfRangeException.ThrowIfLessThan(shardsPerClient, 1);
        if ((long)clients * shardsPerClient > labels.Length)
        {
            throw new ArgumentException(
                $"{labels.Length} samples cannot be cut into {clients} * {shardsPerClient} shards: each needs at least one.",
                nameof(shardsPerClient));
        }

        SeededRandom random = SeededRandom.For(seed, ShardStream);
        long[][] shards = Cut([.. LabelPools(labels, random).Values.SelectMany(pool => pool)], clients * shardsPerClient);
        random.Shuffle<long[]>(shards);
        return [.. shards.Chunk(shardsPerClient).Select(own => own.SelectMany(shard => shard).ToArray())];
    }

    /// <summary>
    /// By label, as in Hsu, Qi, Brown 2019: each client has a mixture of labels of its own, drawn from a Dirichlet distribution around
    /// the whole data set's mixture p, and takes the same number of samples by it.
    /// </summary>
    /// <remarks>
    /// The parameters of the distribution are alpha * p: small alpha gives clients of nearly one label, large alpha nearly p. Samples
    /// are taken without putting back; a label that is used up leaves its share to the others, so that the last clients are more
    /// alike than alpha says. Logarithms decide, whose last bit may differ between platforms.
    /// </remarks>
    /// <param name="labels">The label of each sample.</param>
    /// <param name="clients">Number of clients, from 1 to the number of samples.</param>
    /// <param name="alpha">Concentration, between 1e-6 and 1e9.</param>
    /// <param name="seed">Decides the mixtures and the samples.</param>
    /// <returns>For each client the indices of its samples; numbers of samples differ by one at most.</returns>
    /// <exception cref="ArgumentException">There are no clients, or more than samples, or alpha is out of range.</exception>
    public static IReadOnlyList<long[]> Dirichlet(ReadOnlySpan<int> labels, int clients, double alpha, long seed)
    {
        RequireEnough(labels.Length, clients);
        if (alpha is not (>= 1e-6 and <= 1e9))
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The concentration alpha is between 1e-6 and 1e9.");

        SeededRandom random = SeededRandom.For(seed, DirichletStream);
        LabelMixture mixture = new([.. LabelPools(labels, random).Values], alpha, random);
        long[][] parts = new long[clients][];
        for (int client = 0; client < clients; client++)
            parts[client] = mixture.Take(Start(labels.Length, clients, client + 1) - Start(labels.Length, clients, client));
        return parts;
    }

    // The samples of each label in ascending order of labels, shuffled within.
    private static SortedDictionary<int, long[]> LabelPools(ReadOnlySpan<int> labels, SeededRandom random)
    {
        SortedDictionary<int, List<long>> lists = [];
        for (int i = 0; i < labels.Length; i++)
        {
            if (!lists.TryGetValue(labels[i], out List<long>? list)) lists.Add(labels[i], list = []);
            list.Add(i);
        }

        SortedDictionary<int, long[]> pools = [];
        foreach ((int label, List<long> list) in lists)
        {
            long[] pool = [.. list];
            random.Shuffle<long>(pool);
            pools.Add(label, pool);
        }

        return pools;
    }

    private static long[][] Cut(long[] all, int parts)
    {
        long[][] cut = new long[parts][];
        for (int part = 0; part < parts; part++) cut[part] = all[Start(all.Length, parts, part)..Start(all.Length, parts, part + 1)];
        return cut;
    }

    private static int Start(int count, int parts, int part) => (int)((long)count * part / parts);

    private static void RequireEnough(int count, int clients)
    {
        if (clients < 1) throw new ArgumentOutOfRangeException(nameof(clients), clients, "A partition needs at least 1 client.");
        if (clients > count)
        {
            throw new ArgumentException(
                $"{clients} clients cannot share {Math.Max(count, 0)} samples: each needs at least one.", nameof(clients));
        }
    }
}
