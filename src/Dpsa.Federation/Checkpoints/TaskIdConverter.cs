using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dpsa.Dap;

namespace Dpsa.Federation;

/// <summary>A task's id as base64url.</summary>
internal sealed class TaskIdConverter : JsonConverter<TaskId>
{
    public override TaskId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TaskId.FromBytes(Base64Url.DecodeFromChars(reader.GetString()));

    public override void Write(Utf8JsonWriter writer, TaskId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
