namespace Dpsa.Federation;

/// <summary>A strategy needs more clients for a round than there are.</summary>
public sealed class TooFewClientsException : FederationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="round">Number of the round.</param>
    /// <param name="needed">Clients that the round needs.</param>
    /// <param name="available">Clients that are there.</param>
    public TooFewClientsException(int round, int needed, int available)
        : base($"Round {round} needs {needed} clients; {available} are there.")
    {
        Needed = needed;
        Available = available;
    }

    /// <summary>Clients that the round needs.</summary>
    public int Needed { get; }

    /// <summary>Clients that are there.</summary>
    public int Available { get; }
}
