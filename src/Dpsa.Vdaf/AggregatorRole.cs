namespace Dpsa.Vdaf;

/// <summary>Which of the two aggregators; the value is the aggregator's number in the VDAF drafts.</summary>
public enum AggregatorRole
{
    /// <summary>Aggregator 0: receives reports, drives preparation, holds the explicit input share.</summary>
    Leader = 0,

    /// <summary>Aggregator 1: answers the leader; its input share is a few seeds.</summary>
    Helper = 1,
}
