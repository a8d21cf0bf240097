using Dpsa.Federation;

namespace Dpsa.Examples.Cifar;

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
