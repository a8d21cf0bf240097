using System.Buffers;
using System.Text.Json;
using Dpsa.TestSupport;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;
using Dpsa.Vdaf.Functions;
using Dpsa.Vdaf.Prio3;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Tests.Vdaf08;

/// <summary>The generic layers, driven by the draft's own functions.</summary>
public class Vdaf08VectorTests
{
    [SharedFact("vectors", "vdaf08")]
    public void Reproduces_Prio3Count() =>
        Run(new Count(), 0, 1, "Prio3Count_0.json", (_, m) => [new Field64(m.GetUInt64())]);

    [SharedFact("vectors", "vdaf08")]
    public void Reproduces_Prio3Sum() =>
        Run(new Sum(8), 1, 1, "Prio3Sum_0.json", (_, m) => Bits.Encode<Field128>([m.GetUInt64()], 8));

    [SharedFact("vectors", "vdaf08")]
    public void Reproduces_Prio3SumVec() =>
        Run(new SumVec<Field128>(10, 8, 9), 2, 1, "Prio3SumVec_0.json", Vector<Field128>);

    [SharedFact("vectors", "vdaf08")]
    public void Reproduces_Prio3SumVec_with_several_proofs() =>
        Run(new SumVec<Field64>(10, 8, 9), 0xFFFF_FFFF, 3, "Prio3SumVecField64Multiproof_0.json", Vector<Field64>);

    [SharedFact("vectors", "vdaf08")]
    public void Reproduces_Prio3Histogram() =>
        Run(new Histogram(4, 2), 3, 1, "Prio3Histogram_0.json", (_, m) =>
            [.. Enumerable.Range(0, 4).Select(i => i == m.GetInt32() ? Field128.One : Field128.Zero)]);

    private static F[] Vector<F>(JsonElement root, JsonElement measurement)
        where F : unmanaged, IField<F> =>
        Bits.Encode<F>(measurement.EnumerateArray().Select(v => v.GetUInt64()), root.GetProperty("bits").GetInt32());

    private static void Run<F>(
        ICircuit<F> circuit, uint algorithmId, int proofs, string file, Func<JsonElement, JsonElement, F[]> encode)
        where F : unmanaged, IField<F>
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(TestFiles.Shared("vectors", "vdaf08", file)));
        JsonElement root = document.RootElement;
        var prio3 = new Prio3<F>(circuit, algorithmId, proofs, XofAlgorithm.TurboShake128);
        byte[] verifyKey = Hex(root.GetProperty("verify_key"));
        byte[][] sums = [new byte[circuit.OutputLength * F.EncodedSize], new byte[circuit.OutputLength * F.EncodedSize]];

        foreach (JsonElement report in root.GetProperty("prep").EnumerateArray())
        {
            byte[] nonce = Hex(report.GetProperty("nonce"));
            ReportShares shares = prio3.Shard(encode(root, report.GetProperty("measurement")), nonce, Hex(report.GetProperty("rand")));
            shares.PublicShare.ShouldBe(Hex(report.GetProperty("public_share")));
            byte[][] inputShares = [shares.LeaderInputShare, shares.HelperInputShare];
            var states = new PrepareState[2];
            var prepareShares = new byte[2][];
            for (int i = 0; i < 2; i++)
            {
                inputShares[i].ShouldBe(Hex(report.GetProperty("input_shares")[i]));
                (states[i], prepareShares[i]) = prio3.PrepareInit(
                    (AggregatorRole)i, verifyKey, nonce, shares.PublicShare, new ReadOnlySequence<byte>(inputShares[i]));
                prepareShares[i].ShouldBe(Hex(report.GetProperty("prep_shares")[0][i]));
            }

            byte[] message = prio3.PrepareSharesToMessage(prepareShares[0], prepareShares[1]);
            message.ShouldBe(Hex(report.GetProperty("prep_messages")[0]));
            for (int i = 0; i < 2; i++)
            {
                byte[] output = states[i].Verify(message);
                output.ShouldBe(Hex(report.GetProperty("out_shares")[i]));
                EncodedSums.Add<F>(sums[i], output, "The sum", "The output share");
            }
        }

        for (int i = 0; i < 2; i++)
            sums[i].ShouldBe(Hex(root.GetProperty("agg_shares")[i]));
        JsonElement result = root.GetProperty("agg_result");
        Int128[] expected = result.ValueKind == JsonValueKind.Array
            ? [.. result.EnumerateArray().Select(v => (Int128)v.GetInt64())]
            : [result.GetInt64()];
        AggregateShares.Combine<F>(sums[0], sums[1], offset: 0).ShouldBe(expected);
    }

    private static byte[] Hex(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().SelectMany(e => Convert.FromHexString(e.GetString()!))]
        : Convert.FromHexString(element.GetString()!);
}
