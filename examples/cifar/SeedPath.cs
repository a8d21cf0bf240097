namespace Dpsa.Examples.Cifar;

/// <summary>First steps of the paths into <see cref="SeededRandom.For"/>: one per purpose, so that no two streams coincide.</summary>
internal static class SeedPath
{
    public const long Partition = 1;
    public const long Shuffle = 2;
    public const long SyntheticPrototypes = 3;
    public const long SyntheticImages = 4;
}
