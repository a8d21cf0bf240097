using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>y = x W^T + b.</summary>
public sealed class Linear : Module<Tensor, Tensor>
{
    internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype)
        : base(nameof(Linear))
    {
        in_features = inputSize;
        out_features = outputSize;
        register_parameter("weight", new Parameter(empty([outputSize, inputSize], dtype, device)));
        init.kaiming_uniform_(weight, Math.Sqrt(5));
        if (hasBias)
        {
            double bound = inputSize > 0 ? 1 / Math.Sqrt(inputSize) : 0;
            register_parameter("bias", new Parameter(empty(outputSize, dtype, device)));
            init.uniform_(bias!, -bound, bound);
        }
    }

    internal Linear(Parameter weight, Parameter? bias)
        : base(nameof(Linear))
    {
        ArgumentNullException.ThrowIfNull(weight);
        in_features = weight.shape[1];
        out_features = weight.shape[0];
        register_parameter("weight", weight);
        if (bias is not null)
            register_parameter("bias", bias);
    }

    public long in_features { get; set; }

    public long out_features { get; set; }

    public Parameter weight
    {
        get => get_parameter("weight")!;
        set => SetParameter("weight", value);
    }

    public Parameter? bias
    {
        get => get_parameter("bias");
        set => SetParameter("bias", value);
    }

    public override Tensor forward(Tensor tensor) => functional.linear(tensor, weight, bias);
}
