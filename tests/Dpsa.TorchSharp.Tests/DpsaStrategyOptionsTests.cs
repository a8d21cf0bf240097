using Dpsa.Federation;
using Dpsa.Privacy;
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
        Should.Throw<ArgumentOutOfRangeException>(() => new DpsaStrategyOptions { Privacy = DpStrategy.None, ServerLearningRate = value })
            .Message.ShouldContain("ServerLearningRate is between 2^-60 and 2^60");
    }

    [Fact]
    public void Refuses_other_options_out_of_range_where_they_are_set()
    {
        Should.Throw<ArgumentNullException>(() => new DpsaStrategyOptions { Privacy = null! }).ParamName.ShouldBe("Privacy");
        Should.Throw<ArgumentNullException>(() => new DpsaStrategyOptions { Privacy = DpStrategy.None, Vdaf = null! }).ParamName.ShouldBe("Vdaf");
        Should.Throw<ArgumentOutOfRangeException>(() => new DpsaStrategyOptions { Privacy = DpStrategy.None, MinBatchSize = 0 }).ParamName.ShouldBe("MinBatchSize");
        Should.Throw<ArgumentOutOfRangeException>(() => new DpsaStrategyOptions { Privacy = DpStrategy.None, Rule = (UpdateRule)2 }).ParamName.ShouldBe("Rule");
        Should.Throw<ArgumentOutOfRangeException>(() => new DpsaStrategyOptions { Privacy = DpStrategy.None, Buffers = (BufferPolicy)3 }).ParamName.ShouldBe("Buffers");
    }

    [Fact]
    public void Refuses_a_function_of_another_dimension_or_none()
    {
        using TwoLayers module = new();
        Should.Throw<ArgumentException>(() => Strategy(module, new DpsaStrategyOptions { Privacy = DpStrategy.None, Vdaf = d => new FixedPointParameters(d - 1, 16) }))
            .Message.ShouldContain("25 coordinates, the model has 26");
        Should.Throw<ArgumentException>(() => Strategy(module, new DpsaStrategyOptions { Privacy = DpStrategy.None, Vdaf = _ => null! }));
    }

    private static DpsaAggregationStrategy Strategy(TwoLayers module, DpsaStrategyOptions options) =>
        new(new FedAvg(), new InProcessAggregators(), module, options);
}
