namespace Dpsa.Aggregator;

/// <summary>Lets one in at a time, also where what it does is asynchronous.</summary>
#pragma warning disable CA1001 // Nobody asks for the semaphore's wait handle, so that it has nothing to dispose.
internal sealed class AsyncLock
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _free = new(1);

    /// <summary>Waits for the lock; the disposal of what is returned gives it back.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the lock was not taken.</exception>
    public async ValueTask<Turn> EnterAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(_free);
    }

    /// <summary>The use of the lock.</summary>
    internal readonly struct Turn(SemaphoreSlim free) : IDisposable
    {
        /// <summary>Gives the lock back.</summary>
        public void Dispose() => free.Release();
    }
}
