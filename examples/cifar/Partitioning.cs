using Dpsa.Federation;

namespace Dpsa.Examples.Cifar;

/// <summary>How the training set is shared out among the clients.</summary>
internal enum Partitioning
{
    /// <summary>Every client has the whole set, as in the reference.</summary>
    All,

    /// <summary>A random split into parts of equal size.</summary>
    Iid,
}

internal static class Partitionings
{
    /// <returns>For each client the indices of its images; the arrays of <see cref="Partitioning.All"/> are one and the same.</returns>
    /// <param name="partitioning">Which.</param>
    /// <param name="images">Number of training images.</param>
    /// <param name="clients">Number of clients, at least 1.</param>
    /// <param name="seed">Decides the split.</param>
    /// <exception cref="CifarException">There are more clients than images to split.</exception>
    public static IReadOnlyList<long[]> Split(this Partitioning partitioning, int images, int clients, long seed)
    {
        switch (partitioning)
        {
            case Partitioning.All:
                long[] all = [.. Enumerable.Range(0, images).Select(i => (long)i)];
                return [.. Enumerable.Repeat(all, clients)];
            case Partitioning.Iid when clients > images:
                throw new CifarException($"{clients} clients cannot share {images} training images: each needs at least one.");
            case Partitioning.Iid:
                return Partition.Iid(images, clients, seed);
            default:
                throw new ArgumentOutOfRangeException(nameof(partitioning), partitioning, "Unknown partitioning.");
        }
    }
}

/// <summary>
/// First steps of the paths into <see cref="SeededRandom.For"/>: one per purpose, so that no two streams coincide. The first is
/// <see cref="Partition.Iid"/>'s.
/// </summary>
internal static class SeedPath
{
    public const long Shuffle = 2;
    public const long SyntheticPrototypes = 3;
    public const long SyntheticImages = 4;
}
