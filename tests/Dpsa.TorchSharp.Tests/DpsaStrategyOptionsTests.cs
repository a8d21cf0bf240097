using Dpsa.Aggregator;
using Dpsa.Privacy;
using Dpsa.Vdaf;
using Dpsa.Vdaf.Prio3;

namespace Dpsa.TorchSharp.Tests;

public sealed class DpsaStrategyOptionsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.Epsilon)]
    [InlineData(1e-30)]
    [InlineData(1e30)]
    public void Refuses_factors_that_no_model_can_be_moved_by(double value)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new DpsaStrategyOptions { Privacy = DpStrategy.None, ClipNorm = value })
            .Message.ShouldContain("ClipNorm is between 2^-60 and 2^60");
    }

    [Fact]
    public void Refuses_other_options_out_of_range_where_they_are_set()
    {
        Names("Privacy", () => new DpsaStrategyOptions { Privacy = null! });
        Names("Vdaf", () => new DpsaStrategyOptions { Privacy = DpStrategy.None, Vdaf = null! });
        Names("MinBatchSize", () => new DpsaStrategyOptions { Privacy = DpStrategy.None, MinBatchSize = 0 });
        Names("RoundDeadline", () => new DpsaStrategyOptions { Privacy = DpStrategy.None, RoundDeadline = TimeSpan.Zero });
        Names("RoundDeadline", () => new DpsaStrategyOptions { Privacy = DpStrategy.None, RoundDeadline = TimeSpan.FromDays(31) });
        Names("EnoughAnswers", () => new DpsaStrategyOptions { Privacy = DpStrategy.None, EnoughAnswers = 0 });
        Names("Configuration", () => new DpsaStrategyOptions { Privacy = DpStrategy.None, Configuration = null! });
        Names("Callbacks", () => new DpsaStrategyOptions { Privacy = DpStrategy.None, Callbacks = null! });
        Names("Buffers", () => new DpsaStrategyOptions { Privacy = DpStrategy.None, Buffers = (BufferPolicy)99 });

        static void Names(string option, Func<DpsaStrategyOptions> create) => Should.Throw<ArgumentException>(create).ParamName.ShouldBe(option);
    }

    [Fact]
    public void Refuses_a_function_of_another_dimension_or_none()
    {
        using TwoLayers module = new();
        Should.Throw<ArgumentException>(() => Strategy(module, d => new FixedPointParameters(d - 1, 16)))
            .Message.ShouldContain("25 coordinates, the model has 26");
        Should.Throw<ArgumentException>(() => Strategy(module, _ => null!));
    }

    private static DpsaAggregationStrategy Strategy(TwoLayers module, Func<int, VdafParameters> function) =>
        new(module, new InProcessAggregators().Coordinator, new DpsaStrategyOptions { Privacy = DpStrategy.None, Vdaf = function });
}
