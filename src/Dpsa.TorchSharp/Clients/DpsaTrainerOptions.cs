using Dpsa.Federation;

namespace Dpsa.TorchSharp;

/// <summary>A client's own limits, and what becomes of its module's buffers.</summary>
public sealed class DpsaTrainerOptions : ClientOptions
{
    /// <summary>What to do with floating-point buffers of the module.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not a policy.</exception>
    public BufferPolicy Buffers
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Buffers), value, $"{nameof(Buffers)} is no such policy.");
    }
}
