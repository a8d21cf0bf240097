using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>Reads and writes <c>metrics.json</c>; infinite and undefined values are the strings "Infinity" and "NaN".</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RunReport))]
internal sealed partial class RunReportJson : JsonSerializerContext
{
    public static void Write(Stream stream, RunReport report) => JsonSerializer.Serialize(stream, report, Default.RunReport);

    public static RunReport Read(Stream stream) => JsonSerializer.Deserialize(stream, Default.RunReport)
        ?? throw new JsonException("The file holds null instead of a report.");
}
