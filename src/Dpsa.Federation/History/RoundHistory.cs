using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Dpsa.Federation;

/// <summary>What a training did so far; a value.</summary>
/// <param name="Initial">The coordinator's evaluation before the first round; null before it, empty where there is none.</param>
/// <param name="Rounds">All rounds in order, whatever their outcome.</param>
public sealed record RoundHistory(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] IReadOnlyDictionary<string, double>? Initial,
    ImmutableList<RoundResult> Rounds)
{
    /// <summary>Nothing yet.</summary>
    public static RoundHistory Empty { get; } = new(null, []);
}
