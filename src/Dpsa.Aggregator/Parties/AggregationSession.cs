using Dpsa.Dap;
using Dpsa.Privacy;
using Dpsa.Vdaf;

namespace Dpsa.Aggregator;

/// <summary>What the tasks of one session have in common at one aggregator: the function, its noise, and memory for the noise.</summary>
internal sealed class AggregationSession
{
    private readonly NoiseMechanism _noise;
    private readonly SecretPool<Int128> _draws;

    /// <exception cref="ArgumentException">The parameters violate a limit; the message names it.</exception>
    public AggregationSession(SessionParameters parameters)
        : this(parameters, Create(parameters))
    {
    }

    /// <summary>With a function that stands in for the one of the parameters.</summary>
    internal AggregationSession(SessionParameters parameters, IVdaf vdaf)
    {
        // What cannot be sampled, or would leave the field, is refused before anyone trains.
        (Parameters, Vdaf, _noise) = (parameters, vdaf, parameters.Privacy.CreateMechanism(vdaf.L2Sensitivity));
        parameters.Vdaf.RequireAggregateFits(parameters.MinBatchSize, _noise.Sigma.ToDouble());
        MaxReports = parameters.Vdaf.MaxReports(_noise.Sigma.ToDouble());
        _draws = new SecretPool<Int128>(vdaf.Dimension);
    }

    public SessionParameters Parameters { get; }

    public IVdaf Vdaf { get; }

    /// <summary>Most reports whose sum, with the noise of both aggregators, stays within the field.</summary>
    public long MaxReports { get; }

    /// <summary>Draws this aggregator's noise, and adds it to its share.</summary>
    public void AddNoise(ReadOnlySpan<byte> share, Span<byte> noised, CancellationToken cancellationToken)
    {
        using SecretPool<Int128>.Lease draws = _draws.Rent();
        _noise.FillParallel(draws.Memory, cancellationToken: cancellationToken);
        share.CopyTo(noised);
        Vdaf.AddNoise(noised, draws.Span);
    }

    private static IVdaf Create(SessionParameters parameters)
    {
        parameters.Validate();
        return parameters.Vdaf.Create();
    }
}
