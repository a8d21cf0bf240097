using Dpsa.Dap;
using Dpsa.Vdaf;

namespace Dpsa.Aggregator;

/// <summary>One task of <see cref="MemoryStore"/>.</summary>
internal sealed class MemoryTask(SessionId session, SecretPool<byte> shares)
{
    private readonly Lock _lock = new();
    private readonly SecretPool<byte>.Lease _aggregateShare = shares.Rent();
    private readonly HashSet<ReportId> _counted = [];
    private SecretPool<byte>.Lease? _released;
    private TaskPhase _phase;
    private Batch _batch;

    public StoredTask Stored()
    {
        lock (_lock) return new StoredTask(session, _phase, _batch);
    }

    public CountOutcome Check(ReportId report, long limit)
    {
        lock (_lock)
        {
            return _phase != TaskPhase.Open ? CountOutcome.Closed
                : _counted.Contains(report) ? CountOutcome.Replayed
                : _batch.Count >= limit ? CountOutcome.Full
                : CountOutcome.Counted;
        }
    }

    public CountOutcome Count(ReportId report, ReadOnlySpan<byte> outputShare, IVdaf vdaf, long limit)
    {
        Batch one = default(Batch).Add(report);
        lock (_lock)
        {
            if (Check(report, limit) is not CountOutcome.Counted and var outcome) return outcome;
            vdaf.Accumulate(_aggregateShare.Span, outputShare);
            _counted.Add(report);
            _batch = new Batch(_batch.Count + 1, _batch.ChecksumHigh ^ one.ChecksumHigh, _batch.ChecksumLow ^ one.ChecksumLow);
            return CountOutcome.Counted;
        }
    }

    public bool Close(Batch batch)
    {
        lock (_lock)
        {
            if (_phase is TaskPhase.Closed or TaskPhase.Released) return true;
            if (_phase != TaskPhase.Open || _batch != batch) return false;
            _phase = TaskPhase.Closed;
            Forget();
            return true;
        }
    }

    public byte[]? Release(AddNoise addNoise)
    {
        lock (_lock)
        {
            if (_phase == TaskPhase.Released) return _released!.Span.ToArray();
            if (_phase != TaskPhase.Closed) return null;
            SecretPool<byte>.Lease noised = shares.Rent();
            try
            {
                addNoise(_aggregateShare.Span, noised.Span);
            }
            catch
            {
                noised.Dispose();
                throw;
            }

            (_released, _phase) = (noised, TaskPhase.Released);
            _aggregateShare.Dispose();
            return noised.Span.ToArray();
        }
    }

    /// <summary>Forgets all shares.</summary>
    /// <returns>What is left of the task.</returns>
    public StoredTask End()
    {
        lock (_lock)
        {
            _phase = _phase is TaskPhase.Released or TaskPhase.Dropped ? TaskPhase.Dropped : TaskPhase.Discarded;
            _aggregateShare.Dispose();
            _released?.Dispose();
            Forget();
            return new StoredTask(session, _phase, default);
        }
    }

    private void Forget()
    {
        _counted.Clear();
        _counted.TrimExcess();
    }
}
