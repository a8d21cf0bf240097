using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Pine;

namespace Dpsa.Vdaf.Tests.Pine;

public class PineForgeryTests
{
    public static TheoryData<PineVariant> Variants => [.. Enum.GetValues<PineVariant>()];

    public static TheoryData<PineVariant, string> Forgeries
    {
        get
        {
            var data = new TheoryData<PineVariant, string>();
            foreach (PineVariant variant in Enum.GetValues<PineVariant>())
            {
                foreach (string name in Over(variant).Cases.Keys)
                    data.Add(variant, name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Accepts_what_the_forger_shards_honestly(PineVariant variant) => Over(variant).AcceptsHonesty();

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void Rejects_a_forged(PineVariant variant, string forgery) => Over(variant).Cases[forgery]();

    [Theory]
    [MemberData(nameof(Variants))]
    public void Client_says_which_error_it_is_when_a_wraparound_test_fails(PineVariant variant) =>
        Should.Throw<VdafException>(() => Over(variant).EncodesWrappedVectorHonestly())
            .Error.ShouldBe(VdafError.WraparoundTestFailed);

    private static IPineForgeries Over(PineVariant variant) => variant switch
    {
        PineVariant.Pine128 => new PineForgeries<Field128>(variant),
        PineVariant.Pine40HmacSha256Aes128 => new PineForgeries<Field40>(variant),
        PineVariant.Pine32HmacSha256Aes128 => new PineForgeries<Field32>(variant),
        _ => new PineForgeries<Field64>(variant),
    };
}
