// The sample of README.md: ReadmeTests compares it line by line, and runs it.

#pragma warning disable CA1050 // a sample without a namespace of its own

// <sample>
using Dpsa.Aggregator;
using Dpsa.Federation;
using Dpsa.Privacy;
using Dpsa.TorchSharp;
using TorchSharp;
using static TorchSharp.torch;

public static class Sample
{
    public static async Task<float[]> RunAsync()
    {
        // Leader and helper. In production they are two services of two parties; here both live in this process.
        InProcessAggregators aggregators = new();

        // The coordinator: owns the global model, sees noised sums only.
        using nn.Module<Tensor, Tensor> global = nn.Linear(4, 1);
        DpsaAggregationStrategy strategy = new(new UniformSampling(), aggregators, global, new DpsaStrategyOptions
        {
            Privacy = DpStrategy.FromPrivacyParameter(100), // each round is (100^2 / 2)-zCDP: far too weak, see "Privacy"
            ClipNorm = 0.5,
        });
        await strategy.StartAsync();

        // Three clients: a module, an ordinary training loop, and limits of their own.
        List<DpsaFederatedTrainer> clients = [];
        for (int i = 0; i < 3; i++)
        {
            Tensor x = randn(64, 4), y = x.sum(1, keepdim: true);
            nn.Module<Tensor, Tensor> model = nn.Linear(4, 1);
            clients.Add(new DpsaFederatedTrainer($"client {i}", model, (_, round, ct) => Train(model, x, y), aggregators,
                new DpsaTrainerOptions
                {
                    MaxPrivacyPerRound = new ZcdpBudget(100),
                    MaxPrivacyTotal = 10 * 5000,       // ten rounds of rho = 100^2 / 2
                    Ledger = PrivacyLedger.InMemory(), // of real people: PrivacyLedger.Open, a file that outlives the process
                }));
        }

        for (int round = 1; round <= 10; round++)
        {
            (IReadOnlyList<string> chosen, FitInstruction instruction) =
                await strategy.ConfigureFitAsync(round, [.. clients.Select(c => c.Name)]);
            List<FitResult> results = [];
            foreach (DpsaFederatedTrainer client in clients.Where(c => chosen.Contains(c.Name)))
                results.Add(await client.FitAsync(instruction)); // trains, clips, quantises, shares, proves, uploads
            await strategy.AggregateFitAsync(results);           // collects the noised sum and moves the global model
        }

        await strategy.EndAsync();
        return strategy.Parameters.ToArray();
    }

    private static LocalTrainingResult Train(nn.Module<Tensor, Tensor> model, Tensor x, Tensor y)
    {
        using optim.Optimizer optimizer = optim.SGD(model.parameters(), 0.1);
        for (int step = 0; step < 10; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            nn.functional.mse_loss(model.call(x), y).backward();
            optimizer.step();
        }

        return new LocalTrainingResult(x.shape[0], new Dictionary<string, double>());
    }
}
// </sample>
