namespace Dpsa.Benchmarks.Quick;

/// <summary>One measured figure.</summary>
/// <param name="Name">Stable name; benchmarks/README.md explains it.</param>
/// <param name="Value">The figure, of the run in the middle: the median.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Best">The same of the fastest run; null where there is one run.</param>
/// <param name="Runs">Number of runs.</param>
internal sealed record QuickRow(string Name, double Value, string Unit, double? Best, int Runs);
