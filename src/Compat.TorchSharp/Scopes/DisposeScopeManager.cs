using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The innermost dispose scope and the statistics, each of one thread.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? ofThread;

    private readonly ThreadDisposeScopeStatistics statistics = new();

    public static ThreadDisposeScopeStatistics Statistics => OfThread.statistics;

    internal static DisposeScopeManager OfThread => ofThread ??= new DisposeScopeManager();

    internal DisposeScope? Current { get; private set; }

    internal ThreadDisposeScopeStatistics StatisticsOfThread => statistics;

    internal static DisposeScope? Register(Tensor tensor)
    {
        DisposeScopeManager manager = OfThread;
        DisposeScope? scope = manager.Current;
        if (scope is null)
        {
            manager.statistics.CreatedOutsideScopeCount++;
            return null;
        }

        manager.statistics.CreatedInScopeCount++;
        scope.Track(tensor);
        return scope;
    }

    internal DisposeScope Open() => Current = new DisposeScope(this, Current);

    internal void Close(DisposeScope scope)
    {
        if (Current == scope)
            Current = scope.Outer;
    }
}
