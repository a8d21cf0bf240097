using Dpsa.Aggregator;
using Dpsa.Dap;
using Dpsa.Federation;
using Dpsa.Privacy;
using Dpsa.Vdaf;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp.Tests;

/// <summary>A coordinator over real aggregators, whose clients send chosen vectors instead of training.</summary>
internal sealed class CoordinatorBench : IDisposable
{
    private readonly IVdaf _vdaf;

    public CoordinatorBench(double clipNorm = 1, double serverLearningRate = 1, nn.Module? module = null, IStrategy? inner = null)
    {
        Module = module ?? new TwoLayers();
        Manager = new FakeManager(Aggregators.Coordinator);
        inner ??= new UniformSampling(new UniformSamplingOptions { FractionEvaluate = 1 });
        Strategy = new DpsaAggregationStrategy(
            Module,
            Manager.Endpoints,
            new DpsaStrategyOptions { Privacy = DpStrategy.None, ClipNorm = clipNorm },
            new FedAvg(UpdateRule.Mean, serverLearningRate),
            inner);
        _vdaf = Strategy.Vdaf.Create();
    }

    public InProcessAggregators Aggregators { get; } = new();

    public nn.Module Module { get; }

    public FakeManager Manager { get; }

    public DpsaAggregationStrategy Strategy { get; }

    /// <summary>The module's state as it is.</summary>
    public float[] State => ParameterVectorTests.Flat(Module);

    public void Dispose() => Module.Dispose();

    /// <summary>Opens a round, in which every client hands in the same fraction of the clip norm in the first coordinate.</summary>
    public async Task<(FitInstruction Instruction, List<FitResult> Results)> RoundAsync(int round, double fraction, params string[] clients)
    {
        if (round == 1) await Strategy.StartAsync();
        (_, FitInstruction instruction) = await Strategy.ConfigureFitAsync(round, clients);
        List<FitResult> results = [];
        foreach (string client in clients) results.Add(await AnswerAsync(client, instruction, fraction));
        return (instruction, results);
    }

    private async Task<FitResult> AnswerAsync(string client, FitInstruction instruction, double fraction)
    {
        int[] measurement = new int[_vdaf.Dimension];
        measurement[0] = (int)(fraction * _vdaf.Scale);
        UploadReceipt receipt = await Aggregators.Leader.UploadAsync(Report.Create(instruction.Task, _vdaf, measurement), default);
        return new FitResult(client, instruction.Model, receipt, 10, new Dictionary<string, double> { ["loss"] = 2 });
    }
}
