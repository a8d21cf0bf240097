using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace Dpsa.Examples.Cifar;

/// <summary>Mean loss and share of right answers over a whole data set.</summary>
/// <param name="Loss">Mean cross entropy; not finite where the model has been blown up.</param>
/// <param name="Accuracy">In [0, 1].</param>
internal sealed record Evaluation(double Loss, double Accuracy)
{
    private const int BatchSize = 500;

    /// <summary>Evaluates without gradients; leaves the model in evaluation mode.</summary>
    public static Evaluation Of(Module<Tensor, Tensor> model, ImageTensors images, IProgress<double>? progress, CancellationToken cancellation)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        model.eval();
        Tensor loss = zeros(1, ScalarType.Float64, images.Device);
        Tensor correct = zeros(1, ScalarType.Int64, images.Device);
        for (int start = 0; start < images.Count; start += BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope batchScope = NewDisposeScope();
            int count = Math.Min(BatchSize, images.Count - start);
            (Tensor input, Tensor labels) = images.Range(start, count);
            Tensor logits = model.call(input);
            loss.add_(cross_entropy(logits, labels, reduction: Reduction.Sum).to(ScalarType.Float64));
            correct.add_(logits.argmax(1).eq(labels).sum(type: ScalarType.Int64));
            progress?.Report((start + count) / (double)images.Count);
        }

        return new Evaluation(loss.item<double>() / images.Count, correct.item<long>() / (double)images.Count);
    }
}
