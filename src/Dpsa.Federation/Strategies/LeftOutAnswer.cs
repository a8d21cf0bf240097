namespace Dpsa.Federation;

/// <summary>
/// A client's answer that does not enter the averages of a round. Whether its report is in the sum, only the aggregators know.
/// </summary>
/// <param name="Client">
/// The name which the answer gives, cut to <see cref="AnswerScreen.MaxNameLength"/> characters; empty where it gives none.
/// </param>
/// <param name="Reason">Why.</param>
/// <param name="Detail">What was wrong, with value and limit.</param>
public sealed record LeftOutAnswer(string Client, LeftOutReason Reason, string Detail);
