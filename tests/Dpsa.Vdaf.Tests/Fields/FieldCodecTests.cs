using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Tests.Fields;

public class FieldCodecTests
{
    [Theory]
    [MemberData(nameof(Registry.Fields), MemberType = typeof(Registry))]
    public void Encodes_and_decodes_every_field_from_one_piece_and_from_many(Type field) => Registry.Run(field, RoundTrip<Field32>);

    [Theory]
    [MemberData(nameof(Registry.Fields), MemberType = typeof(Registry))]
    public void Names_the_first_element_that_is_not_below_the_modulus(Type field) => Registry.Run(field, Rejects<Field32>);

    private static void RoundTrip<F>()
        where F : unmanaged, IField<F>
    {
        F[] values = [F.Zero, F.One, -F.One, .. Samples.Elements<F>(1, 100)];
        byte[] encoded = FieldCodec.Encode<F>(values);
        encoded.Length.ShouldBe(values.Length * F.EncodedSize);
        for (int i = 0; i < values.Length; i++)
        {
            var element = new byte[F.EncodedSize];
            values[i].Encode(element);
            encoded.AsSpan(i * element.Length, element.Length).ToArray().ShouldBe(element);
        }

        using (var view = new EncodedView<F>(values))
            view.Bytes.ToArray().ShouldBe(encoded);
        var decoded = new F[values.Length];
        FieldCodec.Decode<F>(encoded, decoded, "It");
        decoded.ShouldBe(values);
        foreach (int piece in (int[])[1, 3, 7, 64])
        {
            decoded = new F[values.Length];
            FieldCodec.Decode<F>(Sequences.InPieces(encoded, piece), decoded, "It");
            decoded.ShouldBe(values);
        }
    }

    private static void Rejects<F>()
        where F : unmanaged, IField<F>
    {
        byte[] encoded = FieldCodec.Encode<F>(Samples.Elements<F>(1, 40));
        encoded.AsSpan(17 * F.EncodedSize, F.EncodedSize).Fill(0xFF);
        encoded.AsSpan(35 * F.EncodedSize, F.EncodedSize).Fill(0xFF);

        ShouldName17(() => FieldCodec.Decode<F>(encoded, new F[40], "It"));
        ShouldName17(() => FieldCodec.Decode<F>(Sequences.InPieces(encoded, 9), new F[40], "It"));
        Should.Throw<VdafException>(() => FieldCodec.Decode<F>(encoded, new F[39], "It")).Message.ShouldContain("bytes");
    }

    private static void ShouldName17(Action action)
    {
        VdafException e = Should.Throw<VdafException>(action);
        e.Error.ShouldBe(VdafError.MalformedEncoding);
        e.Message.ShouldContain("element 17 ");
    }
}
