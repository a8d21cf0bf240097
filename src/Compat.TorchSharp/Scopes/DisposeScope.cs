using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Disposes, at its end, every tensor made on its thread while it was the innermost scope.</summary>
public sealed class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager manager;
    private HashSet<IDisposable> held = new(ReferenceEqualityComparer.Instance);

    internal DisposeScope(DisposeScopeManager manager, DisposeScope? outer)
    {
        this.manager = manager;
        Outer = outer;
    }

    internal DisposeScope? Outer { get; }

    public int DisposablesCount => held.Count;

    public IReadOnlyList<IDisposable> DisposablesView => [.. held];

    public bool Contains(IDisposable disposable) => held.Contains(disposable);

    public void Attach(IDisposable disposable)
    {
        if (disposable is Tensor { IsInvalid: false, Scope: null })
            manager.StatisticsOfThread.AttachedToScopeCount++;
        MoveInto(this, disposable);
    }

    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        IDisposable[] all = [.. disposables];
        foreach (IDisposable disposable in all)
            Attach(disposable);
        return all;
    }

    public T Detach<T>(T disposable) where T : IDisposable
    {
        Detach([disposable]);
        return disposable;
    }

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        Detach([first, second]);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        Detach([first, second, third]);
        return (first, second, third);
    }

    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (IDisposable disposable in disposables)
        {
            if (!held.Remove(disposable))
                continue;
            manager.StatisticsOfThread.DetachedFromScopeCount++;
            if (disposable is Tensor tensor)
                tensor.Scope = null;
        }
    }

    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(Outer, disposable);

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        MoveToOther(Outer, first, second);

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        MoveToOther(Outer, first, second, third);

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOther(Outer, (IEnumerable<IDisposable>)disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(Outer, disposables);

    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        MoveToOther(scope, [disposable]);
        return disposable;
    }

    public (T1 first, T2 second) MoveToOther<T1, T2>(DisposeScope? scope, T1 first, T2 second)
        where T1 : IDisposable where T2 : IDisposable
    {
        MoveToOther(scope, [first, second]);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) MoveToOther<T1, T2, T3>(DisposeScope? scope, T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        MoveToOther(scope, [first, second, third]);
        return (first, second, third);
    }

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) =>
        MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        foreach (IDisposable disposable in disposables)
        {
            if (held.Remove(disposable))
                MoveInto(scope, disposable);
        }
    }

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        DisposeEverythingBut([first, second]);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        DisposeEverythingBut([first, second, third]);
        return (first, second, third);
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        HashSet<IDisposable> old = held;
        held = inKeep.Where(old.Contains).ToHashSet<IDisposable>(ReferenceEqualityComparer.Instance);
        foreach (IDisposable disposable in old)
        {
            if (held.Contains(disposable))
                continue;

            if (disposable is Tensor tensor)
            {
                tensor.Scope = null;
                if (!tensor.IsInvalid)
                    manager.StatisticsOfThread.DisposedInScopeCount++;
                tensor.ReleaseUncounted();
            }
            else
            {
                manager.StatisticsOfThread.DisposedInScopeCount++;
                disposable.Dispose();
            }
        }
    }

    public void DisposeEverything() => DisposeEverythingBut((IEnumerable<IDisposable>)[]);

    public void MarkAsDisposed(IDisposable disposable)
    {
        manager.StatisticsOfThread.DisposedInScopeCount++;
        held.Remove(disposable);
        if (disposable is Tensor tensor)
            tensor.Scope = null;
    }

    public void Dispose()
    {
        DisposeEverything();
        manager.Close(this);
    }

    internal void Track(Tensor tensor) => held.Add(tensor);

    internal void Replace(Tensor old, Tensor successor)
    {
        held.Remove(old);
        held.Add(successor);
    }

    private static void MoveInto(DisposeScope? scope, IDisposable disposable)
    {
        if (disposable is Tensor tensor)
        {
            if (tensor.Scope is { } owner && owner != scope)
                owner.held.Remove(tensor);
            tensor.Scope = scope;
        }

        scope?.held.Add(disposable);
    }
}
