using Dpsa.Aggregator;
using Dpsa.Privacy;
using Dpsa.Vdaf;

namespace Dpsa.Federation.Tests;

/// <summary>A model that is its vector, whose training goes a part of the way to a goal; all choices follow from client and round.</summary>
internal sealed class VectorClient : ILocalModel
{
    private readonly float[] _goal;

    public VectorClient(int number, InProcessAggregators aggregators, ParameterLayout layout, PrivacyLedger? ledger = null)
    {
        Layout = layout;
        _goal = [.. Enumerable.Range(0, layout.Dimension).Select(i => MathF.Sin((number * 7) + i))];
        Ledger = ledger ?? PrivacyLedger.InMemory();
        Client = new FederatedClient($"client {number}", this, aggregators.Leader, aggregators.Helper, new ClientOptions
        {
            MaxPrivacyPerRound = new ZcdpBudget(1000),
            MaxPrivacyTotal = 1_000_000_000,
            Ledger = Ledger,
            AllowNoNoise = true,
            AllowEvaluate = true,
            Progress = new Listener(Seen),
        });
    }

    public FederatedClient Client { get; }

    public PrivacyLedger Ledger { get; }

    public ParameterLayout Layout { get; }

    /// <summary>What its user was told.</summary>
    public List<ClientProgress> Seen { get; } = [];

    /// <summary>Called at the beginning of each training.</summary>
    public Action<TrainingContext> OnTrain { get; set; } = _ => { };

    /// <summary>-1 for a client that walks away from its goal.</summary>
    public int Sign { get; set; } = 1;

    public LocalUpdate Train(TrainingContext context, double clipNorm, IVdaf vdaf)
    {
        OnTrain(context);
        context.Progress.Report(0.5);
        double rate = context.Configuration.TryGetValue("rate", out string? text) ? double.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 0.3;
        ReadOnlySpan<float> global = context.Model.Vector.Span;
        double[] update = new double[global.Length];
        for (int i = 0; i < update.Length; i++) update[i] = Sign * rate * (_goal[i] - global[i]);
        double norm = Math.Sqrt(update.Sum(u => u * u));
        double factor = vdaf.Scale / Math.Max(norm, clipNorm) * 0.999;
        int[] measurement = Array.ConvertAll(update, u => (int)Math.Round(u * factor));
        return new LocalUpdate(
            measurement, new LocalTrainingResult(10, new Dictionary<string, double> { ["norm"] = Math.Min(norm, 1e9) }), norm, TimeSpan.FromSeconds(1));
    }

    public LocalEvaluationResult Evaluate(TrainingContext context) =>
        new(Math.Abs(context.Model.Vector.Span[0] - _goal[0]), 0.5, 10);

    private sealed class Listener(List<ClientProgress> seen) : IProgress<ClientProgress>
    {
        public void Report(ClientProgress value)
        {
            lock (seen) seen.Add(value);
        }
    }
}
