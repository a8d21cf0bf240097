using Dpsa.Aggregator;
using Dpsa.Dap;
using Dpsa.Federation;
using Dpsa.Privacy;
using Dpsa.Vdaf.Prio3;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp.Tests;

/// <summary>Real aggregators, a module of 26 parameters, and clients that count what they do.</summary>
internal sealed class ClientBench : IDisposable
{
    private readonly TwoLayers _module = new();

    public ClientBench()
    {
        Aggregators = new FakeAggregators(Real);
        Layout = ParameterVector.LayoutOf(_module);
    }

    public InProcessAggregators Real { get; } = new();

    public FakeAggregators Aggregators { get; }

    public ParameterLayout Layout { get; }

    /// <summary>The models of the instructions.</summary>
    public TestModels Models { get; } = new();

    /// <summary>Number of trainings of all clients.</summary>
    public int Trainings { get; private set; }

    public void Dispose() => _module.Dispose();

    /// <summary>A new trainer whose step adds a little to each parameter.</summary>
    public DpsaFederatedTrainer Trainer(DpsaTrainerOptions options, LocalTraining<nn.Module>? train = null, LocalEvaluation<nn.Module>? evaluate = null) =>
        DpsaFederatedTrainer.Create("client", (nn.Module)_module, Counted(train ?? Step), Aggregators.Leader, Aggregators.Helper, options, evaluate);

    /// <summary>A new coordinator's session with one task.</summary>
    public async Task<FitInstruction> StartAsync(int? privacyParameter = 1, double clipNorm = 1, int bits = 16)
    {
        DpStrategy privacy = DpStrategy.FromPrivacyParameter(privacyParameter is { } e ? e : (Rational?)null);
        var session = await Real.Coordinator.CreateSessionAsync(new SessionParameters(new FixedPointParameters(26, bits), privacy), default);
        TaskId task = TaskId.Random();
        await Real.Coordinator.StartRoundAsync(session, task, default);
        float[] global = [.. Enumerable.Range(0, 26).Select(i => i / 26f)];
        return new FitInstruction(3, task, Models.Add(Layout, global), clipNorm, new Dictionary<string, string>());
    }

    /// <summary>Asserts that a round is refused before anything was trained, sent or spent.</summary>
    public async Task<TaskRefusedException> ShouldRefuseAsync(
        DpsaFederatedTrainer trainer, FitInstruction instruction, RefusalReason reason)
    {
        (int trainings, int uploads, PrivacySpent spent) = (Trainings, Aggregators.Uploads.Count, trainer.PrivacySpent);
        TaskRefusedException e = await Should.ThrowAsync<TaskRefusedException>(() => trainer.FitAsync(instruction, Models));
        e.Reason.ShouldBe(reason);
        e.Message.ShouldContain("othing was sent");
        Trainings.ShouldBe(trainings);
        Aggregators.Uploads.Count.ShouldBe(uploads);
        trainer.PrivacySpent.ShouldBe(spent);
        return e;
    }

    public static LocalTrainingResult Step(nn.Module module, TrainingContext context)
    {
        using (no_grad())
        {
            foreach (Tensor parameter in module.parameters())
                parameter.add_(0.01f);
        }

        return new LocalTrainingResult(7, new Dictionary<string, double> { ["loss"] = 0.5 });
    }

    private LocalTraining<nn.Module> Counted(LocalTraining<nn.Module> train) => (module, context) =>
    {
        Trainings++;
        return train(module, context);
    };
}
