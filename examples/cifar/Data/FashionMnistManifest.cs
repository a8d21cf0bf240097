// Fashion-MNIST (Xiao, Rasul, Vollgraf: Fashion-MNIST, a Novel Image Dataset for Benchmarking Machine Learning Algorithms, 2017;
// https://github.com/zalandoresearch/fashion-mnist), four IDX files packed by gzip.
//
//     images  16 bytes + 28 * 28 each   60,000 and 10,000 of them
//     labels   8 bytes +  1 each

namespace Dpsa.Examples.Cifar.Data;

/// <summary>Names, unpacked sizes and checksums of the files. The packed ones differ: each distributor packs them anew.</summary>
internal sealed record FashionMnistManifest
{
    public static FashionMnistManifest Official { get; } = new()
    {
        TrainingImages = new("train-images-idx3-ubyte.gz", 47_040_016, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
        TrainingLabels = new("train-labels-idx1-ubyte.gz", 60_008, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
        TestImages = new("t10k-images-idx3-ubyte.gz", 7_840_016, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
        TestLabels = new("t10k-labels-idx1-ubyte.gz", 10_008, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
    };

    public required DataFile TrainingImages { get; init; }

    public required DataFile TrainingLabels { get; init; }

    public required DataFile TestImages { get; init; }

    public required DataFile TestLabels { get; init; }
}
