namespace Dpsa.Privacy;

/// <summary>Whose noise a reading of the guarantee counts on.</summary>
public enum HonestAggregators
{
    /// <summary>The observer knows the other aggregator's noise: only one counts.</summary>
    One,

    /// <summary>Nobody knows either noise: both count, with sqrt(2) times the standard deviation.</summary>
    Both,
}
