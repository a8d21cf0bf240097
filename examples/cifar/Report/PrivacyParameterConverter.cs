using System.Text.Json;
using System.Text.Json.Serialization;
using Dpsa.Privacy;

namespace Dpsa.Examples.Cifar.Report;

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
