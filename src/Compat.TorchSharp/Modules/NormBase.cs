using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>What the batch normalisations share: an affine map and running statistics.</summary>
public abstract class NormBase : Module<Tensor, Tensor>
{
    public NormBase(
        long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype,
        string name)
        : base(name)
    {
        this.num_features = num_features;
        this.eps = eps;
        this.momentum = momentum;
        this.affine = affine;
        this.track_running_stats = track_running_stats;
        if (affine)
        {
            register_parameter("weight", new Parameter(ones(num_features, dtype, device)));
            register_parameter("bias", new Parameter(zeros(num_features, dtype, device)));
        }

        if (track_running_stats)
        {
            register_buffer("running_mean", zeros(num_features, dtype, device));
            register_buffer("running_var", ones(num_features, dtype, device));
            register_buffer("num_batches_tracked", tensor(0L, device: device));
        }
    }

    public long num_features { get; }

    public double eps { get; set; }

    public double? momentum { get; set; }

    public bool affine { get; }

    public bool track_running_stats { get; }

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

    public Tensor? running_mean
    {
        get => get_buffer("running_mean");
        set => SetBuffer("running_mean", value);
    }

    public Tensor? running_var
    {
        get => get_buffer("running_var");
        set => SetBuffer("running_var", value);
    }

    public Tensor? num_batches_tracked
    {
        get => get_buffer("num_batches_tracked");
        set => SetBuffer("num_batches_tracked", value);
    }

    public void reset_running_stats()
    {
        running_mean?.zero_();
        running_var?.fill_(1);
        num_batches_tracked?.zero_();
    }

    public void reset_parameters()
    {
        reset_running_stats();
        if (affine)
        {
            init.ones_(weight);
            init.zeros_(bias!);
        }
    }

    protected abstract void ValidateInputDimensions(Tensor input);
}
