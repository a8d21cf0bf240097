namespace Dpsa.Federation;

/// <summary>How far a client is in a round; for its own user.</summary>
/// <param name="Client">The client's name.</param>
/// <param name="Round">Number of the round.</param>
/// <param name="Activity">What it is doing.</param>
/// <param name="Fraction">Share of the activity that is done, from 0 to 1.</param>
public sealed record ClientProgress(string Client, int Round, ClientActivity Activity, double Fraction);
