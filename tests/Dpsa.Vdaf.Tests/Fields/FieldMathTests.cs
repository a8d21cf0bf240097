using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Tests.Fields;

public class FieldMathTests
{
    [Fact]
    public void Signed_integers_come_back_as_centred_residues()
    {
        foreach (Int128 value in (Int128[])[0, 1, -1, long.MaxValue, long.MinValue, Int128.One << 120, -(Int128.One << 120)])
            FieldMath.ToCentred(FieldMath.FromSigned<Field128>(value)).ShouldBe(value);
        foreach (Int128 value in (Int128[])[0, 1, -1, 1L << 62, -(1L << 62)])
            FieldMath.ToCentred(FieldMath.FromSigned<Field64>(value)).ShouldBe(value);
    }

    [Fact]
    public void All_inverses_at_once_are_the_inverses()
    {
        Field128[] values = [.. Enumerable.Range(1, 20).Select(i => FieldMath.Pow(Field128.Root, (UInt128)i))];
        var inverses = (Field128[])values.Clone();
        FieldMath.InvertAll<Field128>(inverses);
        inverses.ShouldBe([.. values.Select(v => FieldMath.Inverse(v))]);
    }

    [Fact]
    public void Root_of_unity_has_exactly_the_order_asked_for()
    {
        for (int k = 1; k <= 20; k++)
            FieldMath.Pow(FieldMath.RootOfUnity<Field64>(k), UInt128.One << (k - 1)).ShouldBe(-Field64.One);
        Should.Throw<ArgumentOutOfRangeException>(() => FieldMath.RootOfUnity<Field64>(33));
    }
}
