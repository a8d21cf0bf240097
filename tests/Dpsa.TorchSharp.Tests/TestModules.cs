using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Dpsa.TorchSharp.Tests;

/// <summary>Two layers, 5*3+3 + 3*2+2 = 26 parameters.</summary>
internal sealed class TwoLayers : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> first = Linear(5, 3);
    private readonly Module<Tensor, Tensor> second = Linear(3, 2);

    public TwoLayers()
        : base(nameof(TwoLayers)) => RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        using Tensor hidden = functional.relu(first.call(input));
        return second.call(hidden);
    }
}

/// <summary>One layer, and a float64 buffer that no float32 vector can carry.</summary>
internal sealed class WithDoubleBuffer : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> layer = Linear(2, 1);
    private readonly Tensor statistics = ones(3, dtype: ScalarType.Float64);

    public WithDoubleBuffer()
        : base(nameof(WithDoubleBuffer)) => RegisterComponents();

    public override Tensor forward(Tensor input) => layer.call(input) * statistics.sum();
}

/// <summary>A BatchNorm between two layers: float and integer buffers.</summary>
internal sealed class Normalised : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> conv = Conv2d(1, 2, 3);
    private readonly Module<Tensor, Tensor> norm = BatchNorm2d(2);

    public Normalised()
        : base(nameof(Normalised)) => RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        using Tensor hidden = conv.call(input);
        return norm.call(hidden);
    }
}
