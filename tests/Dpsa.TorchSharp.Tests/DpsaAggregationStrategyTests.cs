using Dpsa.Aggregator;
using Dpsa.Dap;
using Dpsa.Federation;
using Dpsa.Privacy;
using Dpsa.Vdaf.Prio3;
using TorchSharp;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp.Tests;

public sealed class DpsaAggregationStrategyTests : IDisposable
{
    private readonly InProcessAggregators _aggregators = new();
    private readonly TwoLayers _global = new();

    public void Dispose() => _global.Dispose();

    [Theory]
    [InlineData(UpdateRule.Sum, 16, 1.0)]
    [InlineData(UpdateRule.Sum, 32, 0.5)]
    [InlineData(UpdateRule.Mean, 16, 2.0)]
    [InlineData(UpdateRule.Mean, 32, 1.0)]
    public async Task Moves_the_model_as_plain_arithmetic_does(UpdateRule rule, int bits, double serverLearningRate)
    {
        float[] steps = [0.5f, -0.125f, 0.25f];
        DpsaAggregationStrategy strategy = Strategy(new DpsaStrategyOptions
        {
            Vdaf = d => new FixedPointParameters(d, bits),
            Privacy = DpStrategy.None,
            ClipNorm = 5,
        }, new FedAvg(rule, serverLearningRate));
        float[] before = ParameterVectorTests.Flat(_global);
        await strategy.StartAsync();
        for (int round = 1; round <= 2; round++)
        {
            RoundSummary summary = await RunRoundAsync(strategy, round, steps);
            summary.ReportCount.ShouldBe(3);
            summary.Round.ShouldBe(round);
        }

        double step = steps.Sum() / (rule == UpdateRule.Mean ? 3 : 1) * serverLearningRate * 2;
        float[] after = ParameterVectorTests.Flat(_global);
        double tolerance = 2 * 3 * 5 * serverLearningRate / Math.Pow(2, bits) * 4 + 1e-6;
        after.Zip(before).ShouldAllBe(p => Math.Abs(p.First - p.Second - step) < tolerance);
        strategy.Model.Vector.ToArray().ShouldBe(after);
        await strategy.EndAsync();
    }

    [Fact]
    public async Task Noise_moves_the_model_by_its_stated_size()
    {
        DpsaAggregationStrategy strategy = Strategy(new DpsaStrategyOptions { Privacy = DpStrategy.FromPrivacyParameter(1), ClipNorm = 0.5 }, new FedAvg(UpdateRule.Sum));
        await strategy.StartAsync();
        double squared = 0;
        const int rounds = 20;
        for (int round = 1; round <= rounds; round++)
        {
            float[] before = strategy.Model.Vector.ToArray();
            await RunRoundAsync(strategy, round, [0, 0]);
            squared += strategy.Model.Vector.ToArray().Zip(before, (a, b) => Math.Pow(a - b, 2)).Sum();
        }

        // Variance per coordinate of both aggregators: 2 * (2C/e)^2 = 2. 520 draws; 6 standard errors, error below 1e-8.
        (squared / (rounds * 26)).ShouldBeInRange(2 * (1 - 6 * Math.Sqrt(2.0 / 520)), 2 * (1 + 6 * Math.Sqrt(2.0 / 520)));
    }

    [Fact]
    public async Task A_negative_sum_at_privacy_parameter_one_with_two_clients_decodes_to_a_sane_model()
    {
        DpsaAggregationStrategy strategy = Strategy(new DpsaStrategyOptions { Privacy = DpStrategy.FromPrivacyParameter(1) }, new FedAvg(UpdateRule.Sum));
        await strategy.StartAsync();
        await RunRoundAsync(strategy, 1, [-0.1f, -0.1f]);

        // Standard deviation sqrt(8) = 2.8: 13 of 26 coordinates are negative on average, and 40 is 14 deviations away.
        ParameterVectorTests.Flat(_global).ShouldAllBe(v => Math.Abs(v) < 40);
    }

    [Fact]
    public async Task A_round_with_too_few_reports_changes_nothing_and_the_next_works()
    {
        DpsaAggregationStrategy strategy = Strategy(new DpsaStrategyOptions { Privacy = DpStrategy.None, MinBatchSize = 2 });
        float[] before = ParameterVectorTests.Flat(_global);
        await strategy.StartAsync();
        (_, FitInstruction instruction) = await strategy.ConfigureFitAsync(1, ["a", "b"]);
        FitResult only = await FitOneAsync("a", strategy, instruction, 0.1f);

        await Should.ThrowAsync<AggregationException>(() => strategy.AggregateFitAsync([only]));
        ParameterVectorTests.Flat(_global).ShouldBe(before);

        await RunRoundAsync(strategy, 2, [0.1f, 0.1f]);
        ParameterVectorTests.Flat(_global)[0].ShouldBe(before[0] + 0.1f, 1e-3);
    }

    [Fact]
    public async Task A_round_is_applied_once()
    {
        DpsaAggregationStrategy strategy = Strategy(new DpsaStrategyOptions { Privacy = DpStrategy.None });
        await Should.ThrowAsync<InvalidOperationException>(() => strategy.ConfigureFitAsync(1, ["a", "b"]));
        await strategy.StartAsync();
        List<FitResult> results = await FitAsync(strategy, 1, [0.1f, 0.1f]);
        await strategy.AggregateFitAsync(results);
        await Should.ThrowAsync<InvalidOperationException>(() => strategy.AggregateFitAsync(results));
    }

    [Fact]
    public async Task Learns_a_linear_map_from_clients_that_each_know_a_part()
    {
        random.manual_seed(1);
        using nn.Module<Tensor, Tensor> model = nn.Linear(4, 1);
        DpsaAggregationStrategy strategy = new(model, _aggregators.Coordinator, new DpsaStrategyOptions { Privacy = DpStrategy.FromPrivacyParameter(1000), ClipNorm = 1 });
        using Tensor truth = tensor(new float[] { 1, -2, 3, 0.5f }).reshape(4, 1);
        await strategy.StartAsync();
        List<DpsaFederatedTrainer> clients = [];
        for (int c = 0; c < 3; c++)
        {
            Tensor x = randn(64, 4);
            Tensor y = x.mm(truth);
            nn.Module<Tensor, Tensor> own = nn.Linear(4, 1);
            clients.Add(DpsaFederatedTrainer.Create($"client {c}", own, (_, _) => Descend(own, x, y), _aggregators.Leader, _aggregators.Helper, Limits.Of(perRound: 1000)));
        }

        for (int round = 1; round <= 12; round++)
        {
            (IReadOnlyList<string> names, FitInstruction instruction) = await strategy.ConfigureFitAsync(round, [.. clients.Select(c => c.Name)]);
            List<FitResult> results = [];
            foreach (DpsaFederatedTrainer client in clients.Where(c => names.Contains(c.Name))) results.Add(await client.FitAsync(instruction, strategy));
            await strategy.AggregateFitAsync(results);
        }

        float[] learned = strategy.Model.Vector.ToArray();
        float[] expected = [1, -2, 3, 0.5f, 0];
        learned.Zip(expected).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 0.1);
        clients[0].PrivacySpent.Rho.ShouldBe(12 * 1000.0 * 1000 / 2);
    }

    private static LocalTrainingResult Descend(nn.Module<Tensor, Tensor> module, Tensor x, Tensor y)
    {
        using optim.Optimizer optimizer = optim.SGD(module.parameters(), 0.1);
        for (int step = 0; step < 10; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            Tensor loss = nn.functional.mse_loss(module.call(x), y);
            loss.backward();
            optimizer.step();
        }

        return new LocalTrainingResult(x.shape[0], new Dictionary<string, double>());
    }

    private DpsaAggregationStrategy Strategy(DpsaStrategyOptions options, IServerOptimizer? optimizer = null) =>
        new(_global, _aggregators.Coordinator, options, optimizer);

    private async Task<RoundSummary> RunRoundAsync(DpsaAggregationStrategy strategy, int round, float[] steps) =>
        await strategy.AggregateFitAsync(await FitAsync(strategy, round, steps));

    private async Task<List<FitResult>> FitAsync(DpsaAggregationStrategy strategy, int round, float[] steps)
    {
        string[] names = [.. steps.Select((_, i) => ((char)('a' + i)).ToString())];
        (IReadOnlyList<string> chosen, FitInstruction instruction) = await strategy.ConfigureFitAsync(round, names);
        chosen.ShouldBe(names);
        List<FitResult> results = [];
        for (int i = 0; i < steps.Length; i++) results.Add(await FitOneAsync(names[i], strategy, instruction, steps[i]));
        return results;
    }

    private async Task<FitResult> FitOneAsync(string name, IModelSource strategy, FitInstruction instruction, float step)
    {
        using TwoLayers module = new();
        DpsaFederatedTrainer trainer = DpsaFederatedTrainer.Create(
            name,
            module,
            (m, _) =>
            {
                using (no_grad())
                {
                    foreach (Tensor parameter in m.parameters()) parameter.add_(step);
                }

                return new LocalTrainingResult(1, new Dictionary<string, double>());
            },
            _aggregators.Leader, _aggregators.Helper,
            Limits.Of(perRound: 10, allowNoNoise: true));
        return await trainer.FitAsync(instruction, strategy);
    }
}
