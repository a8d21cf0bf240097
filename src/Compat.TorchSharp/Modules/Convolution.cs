using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>What the convolution layers share: weight [out, in / groups, kernel...], bias [out] and the geometry.</summary>
public abstract class Convolution : Module<Tensor, Tensor>
{
    private protected Convolution(
        string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type,
        long[] dilation, long groups, bool bias, PaddingModes padding_mode, Device? device, ScalarType? dtype)
        : base(name)
    {
        if (groups <= 0 || in_channels % groups != 0 || out_channels % groups != 0)
        {
            throw new ArgumentException(
                $"{in_channels} input and {out_channels} output channels cannot be split into {groups} groups.", nameof(groups));
        }


        if (padding_mode != PaddingModes.Zeros)
            throw new NotSupportedException($"Padding mode {padding_mode}; only zeros are supported.");
        this.in_channels = in_channels;
        this.out_channels = out_channels;
        this.kernel_size = kernel_size;
        this.stride = stride;
        this.padding = padding;
        this.padding_type = padding_type;
        this.dilation = dilation;
        this.groups = groups;
        this.padding_mode = padding_mode;
        register_parameter("weight", new Parameter(empty([out_channels, in_channels / groups, .. kernel_size], dtype, device)));
        if (bias)
            register_parameter("bias", new Parameter(empty(out_channels, dtype, device)));
        reset_parameters();
    }

    public long in_channels { get; }

    public long out_channels { get; }

    public long[] kernel_size { get; set; }

    public long[] stride { get; set; }

    public long[]? padding { get; }

    public Padding? padding_type { get; }

    public long[] dilation { get; set; }

    public long groups { get; set; }

    public PaddingModes padding_mode { get; set; }

    public bool transposed { get; }

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

    public void reset_parameters()
    {
        init.kaiming_uniform_(weight, Math.Sqrt(5));
        if (bias is { } offsets)
        {
            (long fanIn, _) = init.CalculateFanInAndFanOut(weight);
            double bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
            init.uniform_(offsets, -bound, bound);
        }
    }
}
