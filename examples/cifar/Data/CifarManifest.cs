// The official CIFAR-10 binary archive (https://www.cs.toronto.edu/~kriz/cifar.html) and the files in it.
//
//     archive     170,052,171 bytes, MD5 as its publisher states it
//     data files   30,730,000 bytes  10,000 records of 3073 bytes

namespace Dpsa.Examples.Cifar.Data;

/// <summary>Names, sizes and checksums of a data set in the binary format.</summary>
internal sealed record CifarManifest
{
    private const long BatchBytes = 10_000L * CifarRecords.RecordBytes;

    public static CifarManifest Official { get; } = new()
    {
        Archive = new Uri("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
        ArchiveLength = 170_052_171,
        ArchiveMd5 = "c32a1d4ab5d03f1284b67883e8d87530",
        Folder = "cifar-10-batches-bin",
        ClassNames = new("batches.meta.txt", 61, "558e74b5e208382e186da55784b4bac2cd52e558448e1b5800990fdb28ed8033"),
        Training =
        [
            new("data_batch_1.bin", BatchBytes, "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
            new("data_batch_2.bin", BatchBytes, "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
            new("data_batch_3.bin", BatchBytes, "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
            new("data_batch_4.bin", BatchBytes, "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
            new("data_batch_5.bin", BatchBytes, "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
        ],
        Test = new("test_batch.bin", BatchBytes, "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"),
    };

    public required Uri Archive { get; init; }

    public required long ArchiveLength { get; init; }

    public required string ArchiveMd5 { get; init; }

    /// <summary>The folder in which the archive's files lie.</summary>
    public required string Folder { get; init; }

    public required DataFile ClassNames { get; init; }

    public required IReadOnlyList<DataFile> Training { get; init; }

    public required DataFile Test { get; init; }

    public IEnumerable<DataFile> Files => [ClassNames, .. Training, Test];
}
