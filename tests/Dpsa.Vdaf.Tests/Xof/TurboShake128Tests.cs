using System.Text.Json;
using Dpsa.TestSupport;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Xof;
using FsCheck;
using FsCheck.Fluent;

namespace Dpsa.Vdaf.Tests.Xof;

public class TurboShake128Tests
{
    [SharedFact("vectors", "vdaf08", "XofTurboShake128.json")]
    public void Reproduces_the_draft_s_vector()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(TestFiles.Shared("vectors", "vdaf08", "XofTurboShake128.json")));
        byte[] Hex(string name) => Convert.FromHexString(document.RootElement.GetProperty(name).GetString()!);

        var derived = new byte[16];
        XofAlgorithm.TurboShake128.DeriveSeed(Hex("seed"), Hex("dst"), Hex("binder"), derived);
        derived.ShouldBe(Hex("derived_seed"));

        using XofStream stream = XofAlgorithm.TurboShake128.Start(Hex("seed"), Hex("dst"));
        stream.Absorb(Hex("binder"));
        var values = new Field128[document.RootElement.GetProperty("length").GetInt32()];
        new FieldSampler<Field128>(stream).Fill(values);
        FieldCodec.Encode<Field128>(values).ShouldBe(Hex("expanded_vec_field128"));
    }

    [Fact]
    public void Empty_message_is_one_permutation_of_its_padding()
    {
        var state = new ulong[KeccakP1600.Lanes];
        state[0] = TurboShake128.Separator;
        state[20] = 0x80UL << 56;
        KeccakP1600.Permute12(state);

        var output = new byte[8];
        using var sponge = new TurboShake128();
        sponge.Squeeze(output);
        BitConverter.ToUInt64(output).ShouldBe(state[0]);
    }

    [Fact]
    public void Output_does_not_depend_on_how_input_and_output_are_cut() =>
        Prop.ForAll(
            Gen.Choose(0, 1000).Three().ToArbitrary(),
            sizes =>
            {
                (int inputLength, int inputCut, int outputCut) = sizes;
                byte[] input = [.. Enumerable.Range(0, inputLength).Select(i => (byte)(i * 7))];
                var whole = new byte[1000];
                using var first = new TurboShake128();
                first.Absorb(input);
                first.Squeeze(whole);

                var cut = new byte[1000];
                using var second = new TurboShake128();
                second.Absorb(input.AsSpan(0, Math.Min(inputCut, inputLength)));
                second.Absorb(input.AsSpan(Math.Min(inputCut, inputLength)));
                second.Squeeze(cut.AsSpan(0, outputCut));
                second.Squeeze(cut.AsSpan(outputCut));
                return whole.AsSpan().SequenceEqual(cut);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Absorbing_after_squeezing_is_refused()
    {
        using var sponge = new TurboShake128();
        sponge.Squeeze(new byte[1]);
        Should.Throw<InvalidOperationException>(() => sponge.Absorb([1]));
    }

    [Fact]
    public void Sampler_skips_what_is_not_below_the_modulus()
    {
        using var stream = new FixedStream(
            [.. Enumerable.Repeat((byte)0xFF, 8), 5, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Repeat((byte)0xFF, 8), 6, 0, 0, 0, 0, 0, 0, 0]);
        var values = new Field64[2];
        new FieldSampler<Field64>(stream).Fill(values);
        values.ShouldBe([new Field64(5), new Field64(6)]);
    }

    private sealed class FixedStream(byte[] bytes) : XofStream
    {
        private int _position;

        public override void Absorb(ReadOnlySpan<byte> data) => throw new NotSupportedException();

        public override void Squeeze(Span<byte> output)
        {
            bytes.AsSpan(_position, output.Length).CopyTo(output);
            _position += output.Length;
        }

        public override void Dispose()
        {
        }
    }
}
