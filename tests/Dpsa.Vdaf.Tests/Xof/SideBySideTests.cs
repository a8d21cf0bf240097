using Dpsa.Vdaf.Xof;
using FsCheck;
using FsCheck.Fluent;

namespace Dpsa.Vdaf.Tests.Xof;

public class SideBySideTests
{
    [Fact]
    public void Streams_absorb_what_they_would_absorb_one_by_one() =>
        Prop.ForAll(
            Gen.Zip(Gen.Choose(0, 400).ArrayOf(4), Gen.Choose(0, 2000).ArrayOf(4)).ToArbitrary(),
            Gen.Elements(true, false).ToArbitrary(),
            (sample, same) =>
            {
                (int[] prefixes, int[] lengths) = sample;
                int[] prefix = same ? [.. Enumerable.Repeat(prefixes[0], 4)] : prefixes;
                int[] length = same ? [.. Enumerable.Repeat(lengths[0], 4)] : lengths;
                byte[][] messages = [.. length.Select((l, i) => Samples.Bytes(i, l))];

                XofStream[] four = Start(prefix), two = Start(prefix), alone = Start(prefix);
                SideBySide.Absorb(four[0], messages[0], four[1], messages[1], four[2], messages[2], four[3], messages[3]);
                SideBySide.Absorb(two[0], messages[0], two[1], messages[1]);
                for (int i = 0; i < 4; i++)
                {
                    alone[i].Absorb(messages[i]);
                    byte[] expected = Finish(alone[i]);
                    Finish(four[i]).ShouldBe(expected, $"stream {i} of four");
                    if (i < 2)
                        Finish(two[i]).ShouldBe(expected, $"stream {i} of two");
                }
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Streams_of_another_kind_absorb_too()
    {
        XofStream[] streams = [.. Enumerable.Range(0, 2).Select(i => XofAlgorithm.HmacSha256Aes128.Start(Samples.Bytes(i, 32), [(byte)i]))];
        SideBySide.Absorb(streams[0], Samples.Bytes(5, 500), streams[1], Samples.Bytes(6, 500));
        for (int i = 0; i < 2; i++)
        {
            XofStream alone = XofAlgorithm.HmacSha256Aes128.Start(Samples.Bytes(i, 32), [(byte)i]);
            alone.Absorb(Samples.Bytes(5 + i, 500));
            Finish(streams[i]).ShouldBe(Finish(alone));
        }
    }

    private static XofStream[] Start(int[] prefixes) =>
    [
        .. prefixes.Select((p, i) =>
        {
            XofStream stream = new TurboShake128();
            stream.Absorb(Samples.Bytes(100 + i, p));
            return stream;
        }),
    ];

    private static byte[] Finish(XofStream stream)
    {
        var output = new byte[200];
        stream.Absorb([1, 2, 3]);
        stream.Squeeze(output);
        stream.Dispose();
        return output;
    }
}
