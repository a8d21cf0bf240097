using System.Text.Json.Serialization;
using Dpsa.Examples.Cifar.Data;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>The data set of a run.</summary>
/// <param name="Set">Which images.</param>
/// <param name="Origin">Where they come from, for the reader.</param>
/// <param name="TrainingImages">How many, over all clients.</param>
/// <param name="TestImages">How many.</param>
internal sealed record DataReport(
    [property: JsonConverter(typeof(LowerCaseConverter<DataSet>))] DataSet Set,
    string Origin,
    int TrainingImages,
    int TestImages)
{
    /// <summary>The data set's name.</summary>
    public string Name => Set.Title();

    /// <summary>What a reader of the figures must not miss; null for CIFAR-10.</summary>
    public string? Warning => Set.Warning();
}
