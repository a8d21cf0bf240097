namespace Dpsa.Examples.Cifar.Data;

/// <summary>Which images a run trains on.</summary>
internal enum DataSet
{
    Cifar10,

    /// <summary>Zalando's clothes, 28 x 28 in grey, padded to the network's input.</summary>
    FashionMnist,

    /// <summary>Made by code: figures from them say nothing about any data set.</summary>
    Synthetic,
}

internal static class DataSets
{
    /// <summary>The name for readers.</summary>
    public static string Title(this DataSet set) => set switch
    {
        DataSet.Cifar10 => "CIFAR-10",
        DataSet.FashionMnist => "Fashion-MNIST",
        _ => "SYNTHETIC images",
    };

    /// <summary>What must not be missed about figures from other images than CIFAR-10's; null for CIFAR-10.</summary>
    public static string? Warning(this DataSet set) => set switch
    {
        DataSet.Cifar10 => null,
        DataSet.FashionMnist => "FASHION-MNIST, not CIFAR-10: this run trains on grey images of clothes, which are easier to tell apart.",
        _ => "SYNTHETIC DATA: this run trains on images made by code. Its accuracy says nothing about CIFAR-10.",
    };
}
