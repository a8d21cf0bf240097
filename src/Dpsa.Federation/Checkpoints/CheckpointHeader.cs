namespace Dpsa.Federation;

/// <summary>The part of a checkpoint that is text.</summary>
internal sealed record CheckpointHeader(
    TrainingSettings Settings,
    IReadOnlyList<LayoutEntry> Layout,
    ModelId Model,
    byte[] StrategyState,
    RoundHistory History)
{
    public static CheckpointHeader Of(Checkpoint checkpoint) => new(
        checkpoint.Settings,
        [.. checkpoint.Model.Layout.Entries.Select(e => new LayoutEntry(e.Name, e.Shape))],
        checkpoint.Model.Id,
        checkpoint.StrategyState.ToArray(),
        checkpoint.History);
}

/// <summary>Name and shape of a tensor.</summary>
internal sealed record LayoutEntry(string Name, IReadOnlyList<long> Shape);
