using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

public abstract class BatchNorm : NormBase
{
    public BatchNorm(
        long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype,
        string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
    {
    }

    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        bool useBatch = training || !track_running_stats;
        double factor = momentum ?? 0;
        if (training && num_batches_tracked is { } batches)
        {
            batches.add_(1);
            factor = momentum ?? 1.0 / batches.item<long>();
        }

        bool useRunning = !training || track_running_stats;
        return functional.batch_norm(
            input, useRunning ? running_mean : null, useRunning ? running_var : null, affine ? weight : null, bias, useBatch, factor, eps);
    }
}
