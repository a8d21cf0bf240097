using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>Reads and writes <c>metrics.json</c>. A number that is not finite is null: JSON has no word for it.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(FiniteNumberConverter)])]
[JsonSerializable(typeof(RunReport))]
internal sealed partial class RunReportJson : JsonSerializerContext
{
    public static void Write(Stream stream, RunReport report) => JsonSerializer.Serialize(stream, report, Default.RunReport);

    public static RunReport Read(Stream stream) => JsonSerializer.Deserialize(stream, Default.RunReport)
        ?? throw new JsonException("The file holds null instead of a report.");
}
