namespace Dpsa.Examples.Cifar;

/// <summary>Progress of one activity, passed on at once and not more often than it can be seen.</summary>
internal sealed class SparseProgress(Action<double> report) : IProgress<double>
{
    private const double Step = 0.005;

    private readonly Lock _lock = new();
    private double _shown = -1;

    public void Report(double value)
    {
        lock (_lock)
        {
            if (value <= _shown || (value - _shown < Step && value < 1))
                return;

            _shown = value;
            report(value);
        }
    }
}
