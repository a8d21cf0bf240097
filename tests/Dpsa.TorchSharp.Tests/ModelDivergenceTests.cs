using Dpsa.Federation;
using TorchSharp;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp.Tests;

/// <summary>The global model stays finite, or as it was.</summary>
public sealed class ModelDivergenceTests
{
    [Fact]
    public async Task A_sum_that_overflows_the_model_is_an_error_and_changes_nothing()
    {
        // The round adds 0.5 * 2^60 * 2^60 = 2^119 to the largest float32, next to 2^128.
        using TwoLayers module = new();
        using (no_grad()) module.parameters().First().fill_(float.MaxValue);
        using CoordinatorBench bench = new(TrainingOptions.LargestClipNorm, TrainingOptions.LargestClipNorm, module);
        float[] before = bench.State;
        (_, List<FitResult> results) = await bench.RoundAsync(1, 0.5, "a", "b");

        for (int attempt = 0; attempt < 2; attempt++)
        {
            ModelDivergedException e = await Should.ThrowAsync<ModelDivergedException>(() => bench.Strategy.AggregateFitAsync(results));
            e.Round.ShouldBe(1);
            e.Index.ShouldBe(0);
            e.Parameter.ShouldBe(bench.Strategy.Layout.Entries[0].Name);
            e.Message.ShouldContain("Infinity");
            bench.State.ShouldBe(before);
            bench.Strategy.Model.Vector.ToArray().ShouldBe(before);
        }

        // The last good model goes on.
        (FitInstruction next, results) = await bench.RoundAsync(2, 0, "a", "b");
        next.Model.ShouldBe(bench.Strategy.Model.Id);
        bench.Strategy.Model.Vector.ToArray().ShouldBe(before);
        (await bench.Strategy.AggregateFitAsync(results)).UpdateNorm.ShouldBe(0);
    }

    [Fact]
    public async Task A_model_that_overflows_in_the_precision_of_its_module_is_an_error_and_changes_nothing()
    {
        // The largest float16 is 65,504.
        using nn.Module half = nn.Linear(2, 2).to(ScalarType.Float16);
        using CoordinatorBench bench = new(clipNorm: 100_000, module: half);
        float[] before = bench.State;
        (_, List<FitResult> results) = await bench.RoundAsync(1, 0.9, "a", "b");

        (await Should.ThrowAsync<ModelDivergedException>(() => bench.Strategy.AggregateFitAsync(results))).Index.ShouldBe(0);

        bench.State.ShouldBe(before);
        bench.Strategy.Model.Vector.ToArray().ShouldBe(before);
    }

    [Fact]
    public async Task A_module_that_does_not_take_the_model_any_more_leaves_the_round_to_be_repeated()
    {
        using TwoLayers module = new();
        using CoordinatorBench bench = new(module: module);
        float[] before = bench.State;
        (_, List<FitResult> results) = await bench.RoundAsync(1, 0.5, "a", "b");

        // Frozen meanwhile, so that the vector carries it no more.
        module.parameters().Last().requires_grad_(false);
        await Should.ThrowAsync<LayoutMismatchException>(() => bench.Strategy.AggregateFitAsync(results));
        module.parameters().Last().requires_grad_(true);
        bench.State.ShouldBe(before);
        bench.Strategy.Model.Vector.ToArray().ShouldBe(before);

        await bench.Strategy.AggregateFitAsync(results);
        bench.State[0].ShouldBe(before[0] + 0.5f, 1e-6);
    }

    [Fact]
    public void A_model_that_is_not_finite_at_the_start_is_refused()
    {
        using TwoLayers module = new();
        using (no_grad()) module.parameters().Last().fill_(float.NaN);
        Should.Throw<ArgumentException>(() => new CoordinatorBench(module: module)).Message.ShouldContain("NaN");
    }

    [Fact]
    public async Task Parameters_that_were_read_stay_as_they_were()
    {
        using CoordinatorBench bench = new();
        ReadOnlyMemory<float> read = bench.Strategy.Model.Vector;
        float[] before = read.ToArray();
        (_, List<FitResult> results) = await bench.RoundAsync(1, 0.5, "a", "b");
        await bench.Strategy.AggregateFitAsync(results);

        read.ToArray().ShouldBe(before);
        bench.Strategy.Model.Vector.ToArray().ShouldNotBe(before);
    }
}
