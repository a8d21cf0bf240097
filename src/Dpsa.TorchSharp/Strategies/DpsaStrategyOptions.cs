using System.Globalization;
using Dpsa.Dap;
using Dpsa.Federation;
using Dpsa.Privacy;
using Dpsa.Vdaf;
using Dpsa.Vdaf.Prio3;

namespace Dpsa.TorchSharp;

/// <summary>Options of <see cref="DpsaAggregationStrategy"/>; each is checked where it is set.</summary>
public sealed class DpsaStrategyOptions
{
    /// <summary>Default of <see cref="ClipNorm"/>, as in the reference.</summary>
    public const double DefaultClipNorm = 1;

    /// <summary>Default of <see cref="ServerLearningRate"/>.</summary>
    public const double DefaultServerLearningRate = 1;

    /// <summary>Smallest clip norm and server learning rate, 2^-60: their product is within the normal numbers of float32.</summary>
    public const double SmallestFactor = 1.0 / LargestFactor;

    /// <summary>Largest clip norm and server learning rate, 2^60.</summary>
    public const double LargestFactor = 1L << 60;

    /// <summary>The aggregation function for a model of the given dimension; default: 16-bit fixed-point Prio3.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public Func<int, VdafParameters> Vdaf
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Vdaf));
    }

    = dimension => new FixedPointParameters(dimension, 16);

    /// <summary>The noise which each aggregator adds. There is no default: it is the one choice that nobody else can make.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public required DpStrategy Privacy
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Privacy));
    }

    /// <summary>Norm bound C of a client's update, between 2^-60 and 2^60; default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public double ClipNorm
    {
        get;
        init => field = RequireFactor(value, nameof(ClipNorm));
    }

    = DefaultClipNorm;

    /// <summary>Sum or mean; default mean.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is neither.</exception>
    public UpdateRule Rule
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Rule), value, $"{nameof(Rule)} is {UpdateRule.Sum} or {UpdateRule.Mean}.");
    }

    = UpdateRule.Mean;

    /// <summary>Factor on the sum or mean before it is added, between 2^-60 and 2^60; default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public double ServerLearningRate
    {
        get;
        init => field = RequireFactor(value, nameof(ServerLearningRate));
    }

    = DefaultServerLearningRate;

    /// <summary>Fewest reports whose sum may be released, at least 1; default 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int MinBatchSize
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MinBatchSize), value, $"{nameof(MinBatchSize)} is at least 1.");
    }

    = SessionParameters.DefaultMinBatchSize;

    /// <summary>What to do with floating-point buffers of the module; the same choice as the clients'.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not a policy.</exception>
    public BufferPolicy Buffers
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Buffers), value, $"{nameof(Buffers)} is no such policy.");
    }

    private static double RequireFactor(double value, string name) => value is >= SmallestFactor and <= LargestFactor
        ? value
        : throw new ArgumentOutOfRangeException(
            name,
            value,
            string.Create(
                CultureInfo.InvariantCulture, $"{name} is between 2^-60 and 2^60 ({SmallestFactor:G2} and {LargestFactor:G2})."));
}
