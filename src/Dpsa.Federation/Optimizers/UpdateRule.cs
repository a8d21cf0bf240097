namespace Dpsa.Federation;

/// <summary>How the sum of the clients' updates moves the global model.</summary>
public enum UpdateRule
{
    /// <summary>Adds the sum, as the reference does.</summary>
    Sum,

    /// <summary>Adds the mean over the reports that were counted.</summary>
    Mean,
}
