using System.Text.Json.Serialization;
using Dpsa.Examples.Cifar.Data;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>The data set of a run.</summary>
internal sealed record DataReport(
    string Origin,
    [property: JsonConverter(typeof(LowerCaseConverter<DataSet>))] DataSet Set,
    int TrainingImages,
    int TestImages);
