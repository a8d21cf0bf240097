using System.Text.Json;
using System.Text.Json.Serialization;
using Dpsa.Dap;

namespace Dpsa.Federation;

/// <summary>A report's id in hexadecimal.</summary>
internal sealed class ReportIdConverter : JsonConverter<ReportId>
{
    public override ReportId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ReportId.FromBytes(Convert.FromHexString(reader.GetString() ?? ""));

    public override void Write(Utf8JsonWriter writer, ReportId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
