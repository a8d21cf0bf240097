namespace Dpsa.Benchmarks.Quick;

/// <summary>A row to be measured.</summary>
/// <param name="Name">Stable name; benchmarks/README.md explains it.</param>
/// <param name="Measure">Measures it, within a second or two on a machine of today.</param>
internal sealed record Figure(string Name, Func<QuickRow> Measure);
