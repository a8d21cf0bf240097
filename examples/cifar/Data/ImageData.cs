namespace Dpsa.Examples.Cifar.Data;

/// <summary>Training set, test set and where they come from.</summary>
internal sealed record ImageData
{
    public required DataSet Set { get; init; }

    public required ImageSet Training { get; init; }

    public required ImageSet Test { get; init; }

    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>One line for the reader of the report.</summary>
    public required string Origin { get; init; }
}
