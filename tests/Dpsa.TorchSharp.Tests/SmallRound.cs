using Dpsa.Aggregator;
using Dpsa.Federation;
using Dpsa.Privacy;
using Dpsa.Vdaf.Prio3;
using TorchSharp;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp.Tests;

/// <summary>
/// Two rounds of three clients over one kind of module, compared by name with plain arithmetic: what is trained moves by the mean of
/// the clipped differences, at the coordinator and at the next round's clients; everything else keeps its bits everywhere.
/// </summary>
internal sealed class SmallRound
{
    private const int Clients = 3;
    private const double ClipNorm = 4;

    private readonly InProcessAggregators _aggregators = new();

    public required Func<nn.Module> Make { get; init; }

    /// <summary>The names that take part, as the test knows them.</summary>
    public required string[] Trained { get; init; }

    /// <summary>The names that every party keeps to itself although training moves them.</summary>
    public string[] Local { get; init; } = [];

    /// <summary>Further names of what takes part, each with its first name.</summary>
    public Dictionary<string, string> Aliases { get; init; } = [];

    public required bool Noise { get; init; }

    public BufferPolicy Buffers { get; init; }

    /// <summary>What a client's training does in place of moving every trainable parameter.</summary>
    public Action<nn.Module, int> Train { get; init; } = (module, client) =>
    {
        foreach (Tensor parameter in module.parameters().Where(p => p.requires_grad))
            parameter.add_((float)((0.1 * client) + 0.25));
    };

    /// <summary>Relative rounding of the parameters' own type; zero for float32 and wider.</summary>
    public double Epsilon { get; init; }

    /// <summary>The smallest value that a name may have after a round.</summary>
    public Func<string, double> Floor { get; init; } = _ => double.NegativeInfinity;

    public async Task RunAsync()
    {
        const int privacyParameter = 1000;
        using nn.Module global = Make();
        DpsaAggregationStrategy strategy = new(global, _aggregators.Coordinator, new DpsaStrategyOptions
        {
            Privacy = Noise ? DpStrategy.FromPrivacyParameter(privacyParameter) : DpStrategy.None,
            Vdaf = d => new FixedPointParameters(d, 32),
            ClipNorm = ClipNorm,
            Buffers = Buffers,
        });
        await strategy.StartAsync();
        strategy.Layout.Entries.Select(e => e.Name).ShouldBe(Trained);
        List<nn.Module> modules = [.. Enumerable.Range(0, Clients).Select(_ => Make())];

        // Noise of a mean has deviation sqrt(2) * 2C / e / clients; nine of them are exceeded with probability 2e-19.
        double tolerance = 1e-6 + (Noise ? 9 * Math.Sqrt(2) * 2 * ClipNorm / privacyParameter / Clients : 0);
        for (int round = 1; round <= 2; round++)
        {
            Dictionary<string, double[]> before = Snapshot(global);
            double[] expected = [.. strategy.Model.Vector.ToArray().Select(v => (double)v)];
            (IReadOnlyList<string> names, FitInstruction instruction) = await strategy.ConfigureFitAsync(round, ["0", "1", "2"]);
            List<FitResult> results = [];
            for (int client = 0; client < Clients; client++)
            {
                Dictionary<string, double[]> own = Snapshot(modules[client]), received = [], trained = [];
                DpsaFederatedTrainer trainer = DpsaFederatedTrainer.Create(
                    names[client],
                    modules[client],
                    (module, _) =>
                    {
                        received = Snapshot(module);
                        using (no_grad()) Train(module, client);
                        trained = Snapshot(module);
                        return new LocalTrainingResult(1, new Dictionary<string, double>());
                    },
                    _aggregators.Leader, _aggregators.Helper,
                    Limits.Of(perRound: privacyParameter, allowNoNoise: !Noise, buffers: Buffers));
                results.Add(await trainer.FitAsync(instruction, strategy));

                // Client and coordinator hold one model, bit for bit.
                foreach (string name in Trained) received[name].ShouldBe(before[name], name);
                foreach (string name in own.Keys.Except(Trained).Except(Aliases.Keys)) received[name].ShouldBe(own[name], name);
                foreach ((string name, string first) in Aliases) received[name].ShouldBe(received[first], name);
                double[] update = [.. Flat(trained).Zip(Flat(received), (t, r) => t - r)];
                double norm = Math.Sqrt(update.Sum(u => u * u));
                norm.ShouldBeGreaterThan(0);
                trainer.LastRound!.UpdateNorm.ShouldBe(norm, 1e-6 * norm);
                for (int i = 0; i < expected.Length; i++) expected[i] += update[i] * Math.Min(1, ClipNorm / norm) / Clients;
            }

            await strategy.AggregateFitAsync(results);
            Dictionary<string, double[]> after = Snapshot(global);
            double[] vector = [.. strategy.Model.Vector.ToArray().Select(v => (double)v)];
            double[] loaded = Flat(after);
            double[] floor = [.. Trained.SelectMany(name => Enumerable.Repeat(Floor(name), after[name].Length))];
            for (int i = 0; i < expected.Length; i++)
            {
                string where = $"element {i}, round {round}";
                vector[i].ShouldBe(Math.Max(expected[i], floor[i]), tolerance + (1e-6 * Math.Abs(expected[i])), where);
                Math.Abs(loaded[i] - vector[i]).ShouldBeLessThanOrEqualTo(Epsilon * Math.Abs(vector[i]), where);
            }

            foreach ((string name, string first) in Aliases) after[name].ShouldBe(after[first], name);
            string[] others = [.. after.Keys.Except(Trained).Except(Aliases.Keys)];
            foreach (string name in others) after[name].ShouldBe(before[name], name);
            foreach (string name in others.Except(Local))
                foreach (nn.Module module in modules) Snapshot(module)[name].ShouldBe(before[name], name);
        }

        modules.ForEach(m => m.Dispose());
    }

    /// <summary>All of a module's state by name, read value by value.</summary>
    public static Dictionary<string, double[]> Snapshot(nn.Module module)
    {
        using DisposeScope scope = NewDisposeScope();
        return module.state_dict().ToDictionary(
            e => e.Key, e => e.Value.detach().clone().to(ScalarType.Float64).reshape(-1).data<double>().ToArray());
    }

    private double[] Flat(Dictionary<string, double[]> state) => [.. Trained.SelectMany(name => state[name])];
}
