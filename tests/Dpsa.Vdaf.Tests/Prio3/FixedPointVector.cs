using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Dpsa.TestSupport;

namespace Dpsa.Vdaf.Tests.Prio3;

/// <summary>One file of tests/vectors/prio3-fixedpoint.</summary>
internal sealed class FixedPointVector(JsonElement root)
{
    public const string Folder = "prio3-fixedpoint";

    public int Dimension => root.GetProperty("length").GetInt32();

    public int Bits => root.GetProperty("bits").GetInt32();

    public byte[] VerifyKey => Hex(root.GetProperty("verify_key"));

    public JsonElement Root => root;

    public IEnumerable<FixedPointReport> Reports => root.GetProperty("prep").EnumerateArray().Select(r => new FixedPointReport(r, this));

    public static FixedPointVector Load(string file) =>
        new(JsonDocument.Parse(File.ReadAllBytes(TestFiles.Vectors(Folder, file))).RootElement);

    /// <summary>Names of the files that hold accepted, or forged, reports.</summary>
    public static TheoryData<string> Files(bool forged) =>
    [
        .. Directory.GetFiles(TestFiles.Vectors(Folder), "*.json")
            .Select(f => Path.GetFileName(f))
            .Where(f => f.EndsWith("_reject.json", StringComparison.Ordinal) == forged)
            .Order(StringComparer.Ordinal),
    ];

    public static byte[] Hex(JsonElement element) => Convert.FromHexString(element.GetString()!);

    /// <summary>Compares bytes with what a file says about them: all of them, or length and digest.</summary>
    public static void ShouldMatch(byte[] actual, JsonElement expected)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.String:
                Convert.ToHexStringLower(actual).ShouldBe(expected.GetString());
                break;
            case JsonValueKind.Array:
                Convert.ToHexStringLower(actual).ShouldBe(string.Concat(expected.EnumerateArray().Select(e => e.GetString())));
                break;
            default:
                actual.Length.ShouldBe(expected.GetProperty("len").GetInt32());
                Convert.ToHexStringLower(SHA256.HashData(actual)).ShouldBe(expected.GetProperty("sha256").GetString());
                break;
        }
    }
}

/// <summary>One report of a file.</summary>
internal sealed class FixedPointReport(JsonElement element, FixedPointVector vector)
{
    public JsonElement this[string name] => element.GetProperty(name);

    public string Comment => this["comment"].GetString()!;

    public byte[] Nonce => FixedPointVector.Hex(this["nonce"]);

    public byte[] Randomness => FixedPointVector.Hex(this["rand"]);

    public byte[] PublicShare => FixedPointVector.Hex(this["public_share"]);

    /// <summary>The measurement; large files give it by a formula: ((7919 i + 13 + offset) mod 257 - 128) * 2^(bits-16).</summary>
    public int[] Measurement
    {
        get
        {
            if (element.TryGetProperty("measurement", out JsonElement values))
                return [.. values.EnumerateArray().Select(v => v.GetInt32())];
            int offset = Comment.Contains("1009", StringComparison.Ordinal) ? 1009 : 0;
            return [.. Enumerable.Range(0, vector.Dimension).Select(i =>
                (int)((((i * 7919L) + 13 + offset) % 257) - 128) << (vector.Bits - 16))];
        }
    }

    public ReadOnlySequence<byte> InputShare(AggregatorRole role) => new(FixedPointVector.Hex(this["input_shares"][(int)role]));

    public bool Has(string name) => element.TryGetProperty(name, out _);
}
