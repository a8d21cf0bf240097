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
        InProcessAggregators aggregators = new(); // leader and helper; in production two services of two parties

        List<DpsaFederatedTrainer> clients = [];
        for (int i = 0; i < 3; i++)
        {
            Tensor x = randn(64, 4), y = x.sum(1, keepdim: true); // data that never leaves this client
            clients.Add(DpsaFederatedTrainer.Create(
                $"client {i}", nn.Linear(4, 1), (model, round) => Train(model, x, y), aggregators.Leader, aggregators.Helper, new()
                {
                    MaxPrivacyPerRound = new ZcdpBudget(100),
                    MaxPrivacyTotal = 10 * 5000,       // ten rounds of rho = 100^2 / 2
                    Ledger = PrivacyLedger.InMemory(), // of real people: PrivacyLedger.Open, a file that outlives the process
                }));
        }

        DpsaAggregationStrategy strategy = new(nn.Linear(4, 1), aggregators.Coordinator, new()
        {
            Privacy = DpStrategy.FromPrivacyParameter(100), // each round is (100^2 / 2)-zCDP: far too weak, see "Privacy"
            ClipNorm = 0.5,
        });
        await foreach (RoundResult round in strategy.RunAsync(clients, rounds: 10))
            Console.WriteLine($"round {round.Round}: {round.Outcome}, {round.ReportCount} reports, loss {round.Metrics["loss"]:F3}");
        return strategy.Model.Vector.ToArray();
    }

    private static LocalTrainingResult Train(nn.Module<Tensor, Tensor> model, Tensor x, Tensor y)
    {
        using optim.Optimizer optimizer = optim.SGD(model.parameters(), 0.1);
        float loss = 0;
        for (int step = 0; step < 10; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            Tensor error = nn.functional.mse_loss(model.call(x), y);
            error.backward();
            optimizer.step();
            loss = error.item<float>();
        }

        return new LocalTrainingResult(x.shape[0], new Dictionary<string, double> { ["loss"] = loss });
    }
}
// </sample>
