using Dpsa.Federation;

namespace Dpsa.TorchSharp;

/// <summary>Options of <see cref="DpsaAggregationStrategy"/>.</summary>
public sealed class DpsaStrategyOptions : TrainingOptions
{
    /// <summary>What to do with floating-point buffers of the module; the same choice as the clients'.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not a policy.</exception>
    public BufferPolicy Buffers
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Buffers), value, $"{nameof(Buffers)} is no such policy.");
    }
}
