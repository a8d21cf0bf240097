using System.Globalization;
using System.Numerics;

namespace Dpsa.Privacy.Tests;

public class RationalTests
{
    private static readonly Arbitrary<Rational> s_rationals = Arb.From(
        from numerator in Gen.Choose(-1000, 1000)
        from denominator in Gen.Choose(1, 1000)
        from factor in Gen.Elements(1L, 3L, 1L << 40, long.MaxValue)
        select new Rational((BigInteger)numerator * factor, denominator));

    private static readonly Arbitrary<double> s_doubles = Arb.From(
        from bits in Gen.Choose(int.MinValue, int.MaxValue).Two()
        let value = BitConverter.Int64BitsToDouble(((long)bits.Item1 << 32) | (uint)bits.Item2)
        where double.IsFinite(value)
        select value);

    [Fact]
    public void Is_reduced_with_a_positive_denominator()
    {
        var value = new Rational(6, -8);
        value.Numerator.ShouldBe(-3);
        value.Denominator.ShouldBe(4);
        Should.Throw<DivideByZeroException>(() => new Rational(1, 0));
    }

    [Fact]
    public void Default_is_zero()
    {
        Rational value = default;
        value.ShouldBe(new Rational(0, 5));
        value.GetHashCode().ShouldBe(new Rational(0, 5).GetHashCode());
        value.Denominator.ShouldBe(BigInteger.One);
        (value + Rational.One).ShouldBe(Rational.One);
        value.ToString().ShouldBe("0");
    }

    [Fact]
    public void Arithmetic_obeys_the_laws_of_a_field() =>
        Prop.ForAll(s_rationals, s_rationals, s_rationals, (a, b, c) =>
            a + b == b + a && a * b == b * a && (a + b) + c == a + (b + c) && a * (b + c) == a * b + a * c
            && a - a == Rational.Zero && (b == Rational.Zero || a / b * b == a)).QuickCheckThrowOnFailure();

    [Fact]
    public void Order_agrees_with_the_sign_of_the_difference() =>
        Prop.ForAll(s_rationals, s_rationals, (a, b) =>
            a.CompareTo(b) == (a - b).Sign && (a < b) == ((a - b).Sign < 0) && (a >= b) == ((a - b).Sign >= 0)
            && (a == b) == (a <= b && a >= b)).QuickCheckThrowOnFailure();

    [Fact]
    public void Floor_is_the_integer_below() =>
        Prop.ForAll(s_rationals, a => a.Floor() <= a && a < (Rational)(a.Floor() + 1)).QuickCheckThrowOnFailure();

    [Fact]
    public void Text_reads_back() =>
        Prop.ForAll(s_rationals, a => Rational.Parse(a.ToString()) == a).QuickCheckThrowOnFailure();

    [Fact]
    public void Doubles_are_taken_and_given_back_exactly() =>
        Prop.ForAll(s_doubles, x => Rational.FromDouble(x).ToDouble() == x
            && Rational.FromDouble(x) == Rational.Parse(new BigInteger(x).ToString(CultureInfo.InvariantCulture)) == (x == Math.Truncate(x)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Conversion_to_double_rounds_as_division_does() =>
        Prop.ForAll(s_doubles, s_doubles, (x, y) =>
        {
            double quotient = x / y;
            return !double.IsNormal(quotient) || (Rational.FromDouble(x) / Rational.FromDouble(y)).ToDouble() == quotient;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [InlineData(0.1, "3602879701896397/36028797018963968")]
    [InlineData(-2.5, "-5/2")]
    [InlineData(30, "30")]
    [InlineData(1.0 / (1L << 40), "1/1099511627776")]
    [InlineData(-0.0, "0")]
    public void Double_has_its_exact_value(double value, string expected) => Rational.FromDouble(value).ToString().ShouldBe(expected);

    [Fact]
    public void Float_has_its_exact_value() => Rational.FromDouble(0.1f).ToString().ShouldBe("13421773/134217728");

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_a_double_without_value(double value) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Rational.FromDouble(value));

    [Theory]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("-1e400", double.NegativeInfinity)]
    [InlineData("1e-900", 0)]
    [InlineData("9007199254740993", 9007199254740992.0)]
    [InlineData("9007199254740993.000000001", 9007199254740994.0)]
    [InlineData("9007199254740995", 9007199254740996.0)]
    [InlineData("5e-324", double.Epsilon)]
    public void Conversion_to_double_saturates_and_breaks_ties_to_even(string text, double expected) =>
        Rational.Parse(text).ToDouble().ShouldBe(expected);

    [Theory]
    [InlineData("30", "30")]
    [InlineData("65536/30", "32768/15")]
    [InlineData("-6/4", "-3/2")]
    [InlineData("+0.1", "1/10")]
    [InlineData("-0.5", "-1/2")]
    [InlineData("2.50e-1", "1/4")]
    [InlineData("25E2", "2500")]
    public void Reads_integers_fractions_and_decimals(string text, string expected) => Rational.Parse(text).ToString().ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1/0")]
    [InlineData("1/-2")]
    [InlineData("1/")]
    [InlineData("/2")]
    [InlineData("1/2/3")]
    [InlineData("1/2.5")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("-.5")]
    [InlineData("1.-5")]
    [InlineData("1.+5")]
    [InlineData("1,5")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e1001")]
    [InlineData("1e-1001")]
    [InlineData("--1")]
    [InlineData("NaN")]
    [InlineData("\u0661")]
    public void Refuses_other_text(string text)
    {
        Rational.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => Rational.Parse(text)).Message.ShouldContain(text);
    }

    [Fact]
    public void Refuses_text_of_great_length()
    {
        Rational.TryParse(new string('1', 1000), out _).ShouldBeTrue();
        Rational.TryParse(new string('1', 1001), out _).ShouldBeFalse();
        Rational.TryParse(null, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("1/3", 3, MidpointRounding.ToZero, "333/1000")]
    [InlineData("1/3", 3, MidpointRounding.ToPositiveInfinity, "334/1000")]
    [InlineData("-1/3", 3, MidpointRounding.ToZero, "-333/1000")]
    [InlineData("-1/3", 3, MidpointRounding.ToNegativeInfinity, "-334/1000")]
    [InlineData("-1/3", 3, MidpointRounding.ToPositiveInfinity, "-333/1000")]
    [InlineData("99950", 3, MidpointRounding.ToEven, "100000")]
    [InlineData("99949", 3, MidpointRounding.ToEven, "99900")]
    [InlineData("2.5", 1, MidpointRounding.ToEven, "2")]
    [InlineData("3.5", 1, MidpointRounding.ToEven, "4")]
    [InlineData("2.5", 1, MidpointRounding.AwayFromZero, "3")]
    [InlineData("-2.5", 1, MidpointRounding.AwayFromZero, "-3")]
    [InlineData("-2.5", 1, MidpointRounding.ToEven, "-2")]
    [InlineData("1000", 1, MidpointRounding.ToZero, "1000")]
    [InlineData("1e-40", 6, MidpointRounding.ToZero, "1e-40")]
    [InlineData("123456789e30", 4, MidpointRounding.ToZero, "1234e35")]
    [InlineData("0", 5, MidpointRounding.ToZero, "0")]
    public void Rounds_to_significant_digits(string value, int digits, MidpointRounding mode, string expected) =>
        Rational.Parse(value).Round(digits, mode).ShouldBe(Rational.Parse(expected));

    [Fact]
    public void Rounding_a_double_gives_the_decimal_that_was_meant()
    {
        Rational.FromDouble(0.1).Round(6, MidpointRounding.ToEven).ShouldBe(new Rational(1, 10));
        Rational.FromDouble(0.3).Round(15, MidpointRounding.ToEven).ShouldBe(new Rational(3, 10));
    }

    [Fact]
    public void Rounding_moves_by_less_than_one_unit_in_the_chosen_direction() =>
        Prop.ForAll(s_rationals, value =>
        {
            Rational down = value.Round(5, MidpointRounding.ToNegativeInfinity), up = value.Round(5, MidpointRounding.ToPositiveInfinity);
            Rational nearest = value.Round(5, MidpointRounding.ToEven);
            return down <= value && value <= up && up - down <= value.Abs() / 10_000 && (nearest == down || nearest == up)
                && (nearest - value).Abs() * 2 <= (up == down ? Rational.One : up - down);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Refuses_to_round_to_no_digits()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Rational.One.Round(0, MidpointRounding.ToEven));
        Should.Throw<ArgumentOutOfRangeException>(() => Rational.One.Round(1001, MidpointRounding.ToEven));
        Should.Throw<ArgumentOutOfRangeException>(() => Rational.One.Round(1, (MidpointRounding)9));
    }

    [Fact]
    public void Rounded_upwards_a_double_is_the_smallest_that_is_not_below() =>
        Prop.ForAll(s_rationals, value =>
        {
            double upper = value.ToDoubleUpwards();
            return Rational.FromDouble(upper) >= value && Rational.FromDouble(Math.BitDecrement(upper)) < value;
        }).QuickCheckThrowOnFailure();
}
