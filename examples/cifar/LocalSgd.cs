using Dpsa.Federation;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace Dpsa.Examples.Cifar;

/// <summary>One client's training: an ordinary TorchSharp loop over its own images.</summary>
internal sealed class LocalSgd(ImageTensors images, long[] indices, int client, CifarOptions options)
{
    public int Client => client;

    /// <summary>Trains the module in place for one round.</summary>
    /// <param name="model">Holds the global model; in training mode.</param>
    /// <param name="round">Selects the shuffle, together with seed and client.</param>
    /// <param name="progress">Share of the round's samples that is done.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    /// <returns>Samples trained on, over all local epochs, and their mean loss.</returns>
    public TrainingOutcome Run(Module<Tensor, Tensor> model, int round, IProgress<double>? progress, CancellationToken cancellation)
    {
        using DisposeScope scope = NewDisposeScope();
        using optim.Optimizer optimizer = optim.SGD(model.parameters(), options.LearningRate, options.Momentum);
        double totalLoss = 0;
        long total = (long)indices.Length * options.LocalEpochs;
        long done = 0;
        for (int epoch = 0; epoch < options.LocalEpochs; epoch++)
        {
            using Tensor order = tensor(Shuffled(round, epoch)).to(images.Device);
            for (int start = 0; start < indices.Length; start += options.BatchSize)
            {
                cancellation.ThrowIfCancellationRequested();
                using DisposeScope batchScope = NewDisposeScope();
                int count = Math.Min(options.BatchSize, indices.Length - start);
                (Tensor input, Tensor labels) = images.Batch(order.narrow(0, start, count));
                optimizer.zero_grad();
                Tensor loss = cross_entropy(model.call(input), labels);
                loss.backward();
                optimizer.step();
                totalLoss += loss.item<float>() * (double)count;
                done += count;
                progress?.Report(done / (double)total);
            }
        }

        return new TrainingOutcome(total, totalLoss / total);
    }

    private long[] Shuffled(int round, int epoch)
    {
        long[] order = [.. indices];
        SeededRandom.For(options.Seed, SeedPath.Shuffle, client, round, epoch).Shuffle<long>(order);
        return order;
    }
}

/// <param name="Samples">Samples trained on, over all local epochs.</param>
/// <param name="Loss">Mean loss over them, each at the time of its step.</param>
internal sealed record TrainingOutcome(long Samples, double Loss);
