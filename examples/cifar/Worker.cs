using Dpsa.Examples.Cifar.Report;
using TorchSharp;
using static TorchSharp.torch;

namespace Dpsa.Examples.Cifar;

/// <summary>One module and one line of the display, which clients use in turn: each starts a round from the global model anyway.</summary>
/// <param name="lane">The line of the display.</param>
/// <param name="device">Where the module is.</param>
/// <param name="threads">Of libtorch's, for the training of one client.</param>
internal sealed class Worker(int lane, Device device, int threads) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public CifarNet Module { get; } = new CifarNet().to(device);

    public int Lane => lane;

    public int Threads => threads;

    /// <summary>Shows the run that is going on; null before.</summary>
    public IRunDisplay? Display { get; set; }

    /// <summary>Runs one client's round when it is its turn.</summary>
    public async Task<T> InTurnAsync<T>(Func<Task<T>> round, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await round();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        Module.Dispose();
        _turn.Dispose();
    }
}
