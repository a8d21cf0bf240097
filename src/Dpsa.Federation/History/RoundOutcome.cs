namespace Dpsa.Federation;

/// <summary>How a round ended.</summary>
public enum RoundOutcome
{
    /// <summary>The model has moved by the round's sum.</summary>
    Completed,

    /// <summary>Too few clients are there. Nobody was asked, and the model is as it was.</summary>
    TooFewClients,

    /// <summary>Too few valid reports came in. Nothing was released, and the model is as it was.</summary>
    TooFewReports,

    /// <summary>The aggregators cannot release the sum of this round: see the reason. The model is as it was.</summary>
    NotReleased,
}
