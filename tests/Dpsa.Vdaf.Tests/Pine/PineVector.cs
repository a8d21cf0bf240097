using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Dpsa.TestSupport;
using Dpsa.Vdaf.Pine;

namespace Dpsa.Vdaf.Tests.Pine;

/// <summary>One file of reports with everything that follows from them.</summary>
internal sealed class PineVector(JsonElement root, string variant)
{
    public JsonElement this[string name] => root.GetProperty(name);

    /// <summary>The file's parameters; where they are not sound, through the door that is there for it.</summary>
    public PineParameters Parameters => PremiseHolds
        ? new(
            Variant, Integer("dimension"), Integer("l2_norm_bound"), Integer("num_frac_bits"), Integer("proofs"),
            Integer("proofs_norm_equality"), Integer("chunk_length"), Integer("chunk_length_norm_equality"), Integer("num_wr_checks"))
        : PineParameters.ForVectorsOnly(
            Variant, Integer("dimension"), Integer("l2_norm_bound"), Integer("num_frac_bits"), Integer("proofs"),
            Integer("proofs_norm_equality"), Integer("chunk_length"), Integer("chunk_length_norm_equality"), Integer("num_wr_checks"));

    public byte[] VerifyKey => Convert.FromHexString(this["verify_key"].GetString()!);

    public IEnumerable<PineVectorReport> Reports => this["prep"].EnumerateArray().Select(r => new PineVectorReport(r, this));

    private PineVariant Variant => Enum.Parse<PineVariant>(variant);

    private bool PremiseHolds
    {
        get
        {
            BigInteger width = PineLayout.WraparoundBound(Integer("l2_norm_bound"));
            return 81 * width * width < PineInstance.Of(Variant).Modulus;
        }
    }

    public int Integer(string name) => this[name].GetInt32();

    public bool Has(string name) => root.TryGetProperty(name, out _);

    public static PineVector Load(string path)
    {
        JsonElement root = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
        string variant = root.TryGetProperty("vdaf", out JsonElement vdaf)
            ? vdaf.GetString()!
            : Path.GetFileNameWithoutExtension(path).Split('_')[0];
        return new PineVector(root, variant);
    }

    /// <summary>Files of the project.</summary>
    public static TheoryData<string> Own => Names(TestFiles.Vectors("pine-own"));

    /// <summary>Published files beside the checkout.</summary>
    public static TheoryData<string> Published => Names(TestFiles.Shared("vectors", "pine"));

    /// <summary>Compares bytes with what a file says about them: all of them, in whatever nesting, or length and digest.</summary>
    public static void ShouldMatch(byte[] actual, JsonElement expected)
    {
        if (expected.ValueKind == JsonValueKind.Object)
        {
            actual.Length.ShouldBe(expected.GetProperty("len").GetInt32());
            Convert.ToHexStringLower(SHA256.HashData(actual)).ShouldBe(expected.GetProperty("sha256").GetString());
        }
        else
        {
            Convert.ToHexStringLower(actual).ShouldBe(Joined(expected));
        }
    }

    private static string Joined(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString()! : string.Concat(element.EnumerateArray().Select(Joined));

    private static TheoryData<string> Names(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*.json").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)]
        : [""];
}

/// <summary>One report of a file.</summary>
internal sealed class PineVectorReport(JsonElement element, PineVector vector)
{
    public byte[] Nonce => Convert.FromHexString(element.GetProperty("nonce").GetString()!);

    public byte[] Randomness => Convert.FromHexString(element.GetProperty("rand").GetString()!);

    public JsonElement PublicShare => element.GetProperty("public_share");

    public JsonElement PrepareMessage =>
        element.TryGetProperty("prep_message", out JsonElement one) ? one : element.GetProperty("prep_messages");

    public JsonElement InputShare(AggregatorRole role) => element.GetProperty("input_shares")[(int)role];

    public JsonElement OutputShare(AggregatorRole role) => element.GetProperty("out_shares")[(int)role];

    public JsonElement PrepareShare(AggregatorRole role)
    {
        JsonElement shares = element.GetProperty("prep_shares");
        return (shares[0].ValueKind == JsonValueKind.Array ? shares[0] : shares)[(int)role];
    }

    /// <summary>The vector in fixed point, rounded half to even; large files give the reals by a formula.</summary>
    public int[] Measurement
    {
        get
        {
            double unit = Math.Pow(2, vector.Integer("num_frac_bits"));
            JsonElement values = element.GetProperty("measurement");
            IEnumerable<double> reals = values.ValueKind == JsonValueKind.Array
                ? values.EnumerateArray().Select(v => v.GetDouble())
                : Enumerable.Range(0, vector.Integer("dimension")).Select(i =>
                    ((((i * 7919L) + 13) % 257) - 128) / 128.0 * element.GetProperty("scale").GetDouble());
            return [.. reals.Select(r => (int)Math.Round(r * unit, MidpointRounding.ToEven))];
        }
    }
}
