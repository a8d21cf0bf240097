using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Prio3;
using FsCheck;
using FsCheck.Fluent;

namespace Dpsa.Vdaf.Tests.Prio3;

public class EntryDecoderTests
{
    [Fact]
    public void Weighs_each_bit_by_its_power_of_two_wherever_the_bits_are_cut() =>
        Prop.ForAll(
            Samples.Field128Edges().ArrayOf(62).ToArbitrary(),
            Gen.Choose(1, 62).Two().ToArbitrary(),
            (bits, cuts) =>
            {
                (int count, int cut) = cuts;
                Field128 expected = Field128.Zero;
                for (int i = count - 1; i >= 0; i--)
                    expected = expected + expected + bits[i];

                var decoder = new EntryDecoder();
                decoder.Add(bits.AsSpan(0, Math.Min(cut, count)));
                decoder.Add(bits.AsSpan(decoder.Count, count - decoder.Count));
                return decoder.Take() == expected && decoder.Count == 0;
            }).QuickCheckThrowOnFailure();
}
