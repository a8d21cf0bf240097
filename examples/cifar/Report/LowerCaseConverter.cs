using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>Enum values in lower case: the words of the command line.</summary>
internal sealed class LowerCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

internal static class LowerCaseConverter
{
    /// <summary>The word of the command line for a value.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
