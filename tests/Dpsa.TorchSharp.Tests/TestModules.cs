using TorchSharp.Modules;
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

/// <summary>One layer, and a float64 buffer.</summary>
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

/// <summary>Parameters of its own, under the names w0, w1, ...</summary>
internal sealed class Loose : Module<Tensor, Tensor>
{
    public Loose(params Tensor[] values)
        : base(nameof(Loose))
    {
        for (int i = 0; i < values.Length; i++)
            register_parameter($"w{i}", new Parameter(values[i], values[i].is_floating_point() || values[i].is_complex()));
    }

    public override Tensor forward(Tensor input) => input;
}

/// <summary>Two layers of one shape, tied as wished.</summary>
internal sealed class Pair : Module<Tensor, Tensor>
{
    private readonly Linear first = Linear(3, 3);
    private readonly Linear second;

    public Pair(Tie tie)
        : base(nameof(Pair))
    {
        second = tie == Tie.Layers ? first : Linear(3, 3);
        if (tie == Tie.Weights) second.weight = first.weight;
        if (tie == Tie.Memory) second.weight = new Parameter(first.weight!.detach());
        if (tie == Tie.Transposed) second.weight = new Parameter(first.weight!.detach().t());
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using Tensor hidden = first.call(input);
        return second.call(hidden);
    }
}

/// <summary>How <see cref="Pair"/> ties its layers.</summary>
public enum Tie
{
    None,

    /// <summary>One layer under two names.</summary>
    Layers,

    /// <summary>One weight in two layers.</summary>
    Weights,

    /// <summary>Two weights over the same memory.</summary>
    Memory,

    /// <summary>Two weights over the same memory, one of them transposed.</summary>
    Transposed,
}
