namespace Dpsa.Examples.Cifar.Data;

/// <summary>Which images a run trains on.</summary>
internal enum DataSet
{
    Cifar10,

    /// <summary>Articles of clothing, 28 x 28 in grey, padded to the network's input.</summary>
    FashionMnist,

    /// <summary>Made by code: figures from them say nothing about any real images.</summary>
    Synthetic,
}

internal static class DataSets
{
    /// <summary>The name for readers.</summary>
    public static string Title(this DataSet set) => set switch
    {
        DataSet.Cifar10 => "CIFAR-10",
        DataSet.FashionMnist => "Fashion-MNIST",
        DataSet.Synthetic => "SYNTHETIC images",
        _ => throw new ArgumentOutOfRangeException(nameof(set), set, "Unknown data set."),
    };

    /// <summary>The name, and that it is not what the network was made for where it is not.</summary>
    public static string FullTitle(this DataSet set) => set == DataSet.Cifar10 ? set.Title() : $"{set.Title()}, not CIFAR-10";

    /// <summary>What must not be missed about a run on other images than CIFAR-10's; null for CIFAR-10.</summary>
    public static string? Warning(this DataSet set) => set switch
    {
        DataSet.Cifar10 => null,
        DataSet.FashionMnist =>
            "FASHION-MNIST, NOT CIFAR-10: this run trains on 28 x 28 grey images of clothes, padded to 3 x 32 x 32. They are far easier to tell apart.",
        DataSet.Synthetic => "SYNTHETIC DATA: this run trains on images made by code. Its accuracy says nothing about CIFAR-10.",
        _ => throw new ArgumentOutOfRangeException(nameof(set), set, "Unknown data set."),
    };
}
