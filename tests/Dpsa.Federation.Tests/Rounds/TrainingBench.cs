using Dpsa.Aggregator;
using Dpsa.Privacy;
using Dpsa.Vdaf.Pine;

namespace Dpsa.Federation.Tests;

/// <summary>Clients of vectors over real aggregators, and trainings of them that begin alike.</summary>
internal sealed class TrainingBench
{
    public const int Clients = 5;

    public TrainingBench() => Own = [.. Enumerable.Range(0, Clients).Select(i => new VectorClient(i, Aggregators, Layout))];

    public static ParameterLayout Layout { get; } = new([("w", [3, 4]), ("b", [5])]);

    public InProcessAggregators Aggregators { get; } = new();

    public VectorClient[] Own { get; }

    public FederatedClient[] All => [.. Own.Select(c => c.Client)];

    public FederatedTraining Training(
        IServerOptimizer? optimizer = null, IStrategy? strategy = null, TrainingOptions? options = null, TimeProvider? time = null) => new(
            new VectorModel(Layout, new float[Layout.Dimension]),
            Aggregators.Coordinator,
            options ?? Options(),
            optimizer,
            strategy ?? new UniformSampling(new UniformSamplingOptions { FractionFit = 0.6, FractionEvaluate = 0.4, Seed = 3 }),
            time);

    public static TrainingOptions Options(params IRoundCallback[] callbacks) => new()
    {
        Privacy = DpStrategy.None,
        ClipNorm = 2,
        Vdaf = d => PineParameters.ForBound(PineVariant.Pine64, d, 1, 15),
        Callbacks = callbacks,
        Evaluate = (model, _) => Task.FromResult<IReadOnlyDictionary<string, double>>(
            new Dictionary<string, double> { ["first"] = model.Vector.Span[0] }),
    };

    public static async Task<List<RoundResult>> RunAsync(FederatedTraining training, IReadOnlyList<IFederatedClient> clients, int rounds)
    {
        List<RoundResult> results = [];
        await foreach (RoundResult round in training.RunAsync(clients, rounds)) results.Add(round);
        return results;
    }
}
