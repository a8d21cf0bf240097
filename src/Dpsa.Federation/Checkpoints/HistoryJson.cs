using System.Text.Json.Serialization;

namespace Dpsa.Federation;

/// <summary>Rounds as JSON: camel case, enums as words, NaN and infinity as the strings "NaN" and "Infinity".</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    Converters = [typeof(TaskIdConverter), typeof(ReportIdConverter)])]
[JsonSerializable(typeof(RoundResult))]
[JsonSerializable(typeof(CheckpointHeader))]
internal sealed partial class HistoryJson : JsonSerializerContext;
