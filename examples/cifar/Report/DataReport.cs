namespace Dpsa.Examples.Cifar.Report;

/// <summary>The data set of a run.</summary>
internal sealed record DataReport(string Origin, bool Synthetic, int TrainingImages, int TestImages);
