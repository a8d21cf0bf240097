using System.Text.Json;
using System.Text.Json.Serialization;
using Dpsa.Privacy;

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

/// <summary>A number, or null where it is infinite or undefined; null is read as NaN.</summary>
internal sealed class FiniteNumberConverter : JsonConverter<double>
{
    public override bool HandleNull => true;

    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            writer.WriteNullValue();
    }
}

/// <summary>Enum values in lower case: the words of the command line.</summary>
internal sealed class LowerCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

internal static class LowerCaseConverter
{
    /// <summary>The word of the command line for a value.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}

/// <summary>The exact privacy parameter as text, <c>none</c> where there is no noise: the words of the command line.</summary>
internal sealed class PrivacyParameterConverter : JsonConverter<Rational?>
{
    public const string None = "none";

    public static string Text(Rational? value) => value?.ToString() ?? None;

    public override bool HandleNull => true;

    public override Rational? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? text = reader.GetString();
        if (text == None)
            return null;

        return Rational.TryParse(text, out Rational value) ? value : throw new JsonException($"'{text}' is not a privacy parameter.");
    }

    public override void Write(Utf8JsonWriter writer, Rational? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Text(value));
}
