using System.Security.Cryptography;
using Dpsa.Dap;
using Dpsa.Privacy;
using Dpsa.Vdaf;

namespace Dpsa.Aggregator;

/// <summary>What the tasks of one session have in common: the function, its noise, and the memory that they use in turn.</summary>
internal sealed class AggregationSession
{
    private readonly SessionParameters _parameters;

    /// <exception cref="ArgumentException">The parameters violate a limit; the message names it.</exception>
    public AggregationSession(SessionParameters parameters)
        : this(parameters, Create(parameters))
    {
    }

    /// <summary>With a function that stands in for the one of the parameters.</summary>
    internal AggregationSession(SessionParameters parameters, IVdaf vdaf)
    {
        // What cannot be sampled, or would leave the field, is refused before anyone trains.
        (_parameters, Vdaf, Noise) = (parameters, vdaf, parameters.Privacy.CreateMechanism(vdaf.L2Sensitivity));
        parameters.Vdaf.RequireAggregateFits(parameters.MinBatchSize, Noise.Sigma.ToDouble());
        MaxReports = parameters.Vdaf.MaxReports(Noise.Sigma.ToDouble());
        Shares = new SecretPool<byte>(vdaf.AggregateShareSize);
        Draws = new SecretPool<Int128>(vdaf.Dimension);
    }

    public IVdaf Vdaf { get; }

    public NoiseMechanism Noise { get; }

    /// <summary>Most reports whose sum, with the noise of both aggregators, stays within the field.</summary>
    public long MaxReports { get; }

    /// <summary>Memory for aggregate shares.</summary>
    public SecretPool<byte> Shares { get; }

    /// <summary>Memory for noise.</summary>
    public SecretPool<Int128> Draws { get; }

    /// <summary>The newest task; null before the first.</summary>
    public AggregatorPair? Newest { get; set; }

    /// <summary>Both sides of a new task, with a verify key of its own.</summary>
    public AggregatorPair NewTask(TaskId task)
    {
        TaskParameters parameters = new(task, _parameters.Vdaf, _parameters.Privacy, _parameters.MinBatchSize);
        byte[] key = RandomNumberGenerator.GetBytes(Vdaf.VerifyKeySize);
        return new AggregatorPair(new AggregatorTask(parameters, this, key), new AggregatorTask(parameters, this, [.. key]));
    }

    private static IVdaf Create(SessionParameters parameters)
    {
        parameters.Validate();
        return parameters.Vdaf.Create();
    }
}
