using System.Globalization;
using Dpsa.Dap;
using Dpsa.Privacy;
using Dpsa.Vdaf;
using Dpsa.Vdaf.Prio3;

namespace Dpsa.Federation;

/// <summary>Options of <see cref="FederatedTraining"/>; each is checked where it is set.</summary>
public class TrainingOptions
{
    /// <summary>Default of <see cref="ClipNorm"/>, as in the reference.</summary>
    public const double DefaultClipNorm = 1;

    /// <summary>Smallest clip norm, 2^-60: its product with a server learning rate is within the normal numbers of float32.</summary>
    public const double SmallestClipNorm = 1.0 / LargestClipNorm;

    /// <summary>Largest clip norm, 2^60.</summary>
    public const double LargestClipNorm = 1L << 60;

    /// <summary>Default of <see cref="RoundDeadline"/>.</summary>
    public static readonly TimeSpan DefaultRoundDeadline = TimeSpan.FromHours(1);

    private static readonly TimeSpan LongestDeadline = TimeSpan.FromDays(30);

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
        init => field = value is >= SmallestClipNorm and <= LargestClipNorm
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(ClipNorm),
                value,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{nameof(ClipNorm)} is between 2^-60 and 2^60 ({SmallestClipNorm:G2} and {LargestClipNorm:G2})."));
    }

    = DefaultClipNorm;

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

    /// <summary>
    /// How long a round waits for its clients, and then again for their evaluations; above 0 and at most 30 days, default one hour.
    /// Whoever has not answered by then is not waited for, and the round goes on with the others.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public TimeSpan RoundDeadline
    {
        get;
        init => field = value > TimeSpan.Zero && value <= LongestDeadline
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(RoundDeadline), value, $"{nameof(RoundDeadline)} is above 0 and at most {LongestDeadline.TotalDays} days.");
    }

    = DefaultRoundDeadline;

    /// <summary>
    /// Number of answers after which a round waits for no more clients, at least 1; null, the default, for all that were asked. Ask more
    /// clients than this to be independent of the slowest.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int? EnoughAnswers
    {
        get;
        init => field = value is null or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(EnoughAnswers), value, $"{nameof(EnoughAnswers)} is at least 1.");
    }

    /// <summary>
    /// Values for the clients' training and evaluation steps in a round, such as a learning rate that falls; default none.
    /// </summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public Func<int, IReadOnlyDictionary<string, string>> Configuration
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Configuration));
    }

    = _ => System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <summary>
    /// The coordinator's own evaluation of the global model, before the first round and after each: metrics by name; null where there
    /// is none.
    /// </summary>
    public Func<ModelSnapshot, CancellationToken, Task<IReadOnlyDictionary<string, double>>>? Evaluate { get; init; }

    /// <summary>Called in this order before the first round and after each; default none.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public IReadOnlyList<IRoundCallback> Callbacks
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Callbacks));
    }

    = [];
}
