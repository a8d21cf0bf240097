using Dpsa.Vdaf.Pine;
using Dpsa.Vdaf.Prio3;

namespace Dpsa.Vdaf.Tests;

/// <summary>How many reports, with how much noise, a field holds.</summary>
public class CapacityTests
{
    public static TheoryData<PineVariant, int> SmallFields => new()
    {
        { PineVariant.Pine32HmacSha256Aes128, 8 },
        { PineVariant.Pine40HmacSha256Aes128, 12 },
        { PineVariant.Pine64, 24 },
    };

    [Theory]
    [MemberData(nameof(SmallFields))]
    public void Sum_of_the_most_reports_decodes_and_that_of_one_more_does_not(PineVariant variant, int fractionalBits)
    {
        PineParameters parameters = PineParameters.ForBound(variant, 1, 1, fractionalBits);
        long most = parameters.MaxReports(0);
        Decoded(most).ShouldBe((Int128)most * parameters.NormBound);
        Decoded(-most).ShouldBe(-(Int128)most * parameters.NormBound);
        Decoded(most + 1).ShouldBeLessThan(0);
        Decoded(-most - 1).ShouldBeGreaterThan(0);

        Int128 Decoded(long reports)
        {
            IVdaf vdaf = parameters.Create();
            var share = new byte[vdaf.AggregateShareSize];
            vdaf.AddNoise(share, [(Int128)reports * parameters.NormBound]);
            return vdaf.Unshard(share, new byte[share.Length], 0)[0];
        }
    }

    [Theory]
    [MemberData(nameof(SmallFields))]
    public void The_most_reports_are_as_many_as_are_not_refused(PineVariant variant, int fractionalBits)
    {
        PineParameters parameters = PineParameters.ForBound(variant, 1000, 1, fractionalBits);
        foreach (double deviation in (double[])[0, 1, 12.5, 1e4, 1e6])
        {
            long most = parameters.MaxReports(deviation);
            most.ShouldBePositive();
            Should.NotThrow(() => parameters.RequireAggregateFits(most, deviation));
            Should.Throw<ArgumentException>(() => parameters.RequireAggregateFits(most + 1, deviation))
                .Message.ShouldContain($"clients * B + noise < p / 2 is violated: {most + 1} * {parameters.NormBound} + ");
        }
    }

    // 2 sigma sqrt(ln(2 d) + 64 ln 2) is 14.4 sigma at d = 1000.
    [Fact]
    public void Noise_takes_the_room_of_reports()
    {
        PineParameters parameters = PineParameters.ForBound(PineVariant.Pine32HmacSha256Aes128, 1000, 1, 8);
        parameters.MaxReports(0).ShouldBe(4095L << 11);
        parameters.MaxReports(1e6).ShouldBeInRange((4095L << 11) - 56_700, (4095L << 11) - 55_800);
        parameters.MaxReports(2e8).ShouldBe(0);
        parameters.MaxReports(double.MaxValue).ShouldBe(0);
        Should.Throw<ArgumentException>(() => parameters.RequireAggregateFits(0, 2e8)).Message.ShouldContain("p / 2");
    }

    [Fact]
    public void Large_fields_hold_more_reports_than_can_be_counted()
    {
        new FixedPointParameters(62_006, 16).MaxReports(1e9).ShouldBe(long.MaxValue);
        new FixedPointParameters(62_006, 32).MaxReports(1e9).ShouldBe(long.MaxValue);
        PineParameters pine = PineParameters.ForBound(PineVariant.Pine128, 62_006, 1, 30);
        pine.MaxReports(1e9).ShouldBe(long.MaxValue);
        Should.NotThrow(() => pine.RequireAggregateFits(long.MaxValue, 1e9));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    public void Refuses_noise_that_is_none(double deviation)
    {
        var parameters = new FixedPointParameters(10, 16);
        Should.Throw<ArgumentOutOfRangeException>(() => parameters.MaxReports(deviation)).ParamName.ShouldBe("noiseStandardDeviation");
        Should.Throw<ArgumentOutOfRangeException>(() => parameters.RequireAggregateFits(1, deviation));
        Should.Throw<ArgumentOutOfRangeException>(() => parameters.RequireAggregateFits(-1, 1));
    }
}
