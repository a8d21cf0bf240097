using Dpsa.Privacy;

namespace Dpsa.Federation;

/// <summary>
/// A client's own limits, each checked where it is set. They are enforced against what the aggregators say, whatever the
/// coordinator claims.
/// </summary>
public class ClientOptions
{
    /// <summary>Default of <see cref="MinBatchSize"/>: the sum of a single client's update is never released.</summary>
    public const int DefaultMinBatchSize = 2;

    /// <summary>Most characters of <see cref="LedgerLabel"/>: the number of the round is written after it.</summary>
    public const int MaxLedgerLabelLength = 80;

    /// <summary>
    /// Weakest noise that this client accepts: the largest privacy parameter e of one round, which is then (e^2/2)-zCDP.
    /// Tasks without noise are up to <see cref="AllowNoNoise"/> alone.
    /// </summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public required ZcdpBudget MaxPrivacyPerRound
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(MaxPrivacyPerRound));
    }

    /// <summary>
    /// The most that all rounds in <see cref="Ledger"/> may cost together, as rho of zCDP: T rounds at privacy parameter e cost
    /// T e^2/2. A task that would exceed it is refused.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public required Rational MaxPrivacyTotal
    {
        get;
        init => field = value.Sign >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MaxPrivacyTotal), value, $"{nameof(MaxPrivacyTotal)} is at least 0.");
    }

    /// <summary>
    /// The data holder's account. All clients of one holder share one object, whatever their coordinators; on disk
    /// (<see cref="PrivacyLedger.Open"/>) it outlives the process. Not disposed by a client.
    /// </summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public required PrivacyLedger Ledger
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Ledger));
    }

    /// <summary>
    /// What the holder calls this training in its ledger, such as the coordinator's name; at most 80 printable characters,
    /// default none.
    /// </summary>
    /// <exception cref="ArgumentException">It is longer, or holds characters that do not print.</exception>
    public string LedgerLabel
    {
        get;
        init => field = value is { Length: <= MaxLedgerLabelLength } && PrivacyLedger.IsLabel(value)
            ? value
            : throw new ArgumentException(
                $"{nameof(LedgerLabel)} is at most {MaxLedgerLabelLength} printable characters.", nameof(LedgerLabel));
    }

    = "";

    /// <summary>
    /// Accepts tasks whose aggregators add no noise; default false. Their guarantee is none: after one, no total can be kept,
    /// and <see cref="MaxPrivacyTotal"/> holds for the rounds with noise alone. Clients without this option then refuse every task.
    /// </summary>
    public bool AllowNoNoise { get; init; }

    /// <summary>
    /// Sends one fresh report within a round where the aggregators refuse the first with
    /// <see cref="Dpsa.Dap.RejectReason.QueryPointOnDomain"/>, which by chance happens to one in 15 million; default false:
    /// the client sits that round out.
    /// </summary>
    /// <remarks>
    /// The ledger keeps one entry, on the word of the aggregators that neither counts the first report. Where both follow the
    /// protocol that is so. A client cannot check it: a leader that has the first report verified and counted, and says otherwise,
    /// gets two reports of this client into one sum, which doubles the sensitivity and makes the round cost 4 rho in place of rho,
    /// in every round that it likes. Without this option the guarantee needs one honest aggregator, whichever it is; with it,
    /// an honest leader.
    /// </remarks>
    public bool AllowFreshReport { get; init; }

    /// <summary>Fewest reports which the aggregators must require before they release a sum, at least 1; default 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int MinBatchSize
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MinBatchSize), value, $"{nameof(MinBatchSize)} is at least 1.");
    }

    = DefaultMinBatchSize;

    /// <summary>Lets the coordinator ask for this client's loss and accuracy, which no noise protects; default false.</summary>
    public bool AllowEvaluate { get; init; }

    /// <summary>Told how far the client is; null where nobody listens. Called from the threads that do the work.</summary>
    public IProgress<ClientProgress>? Progress { get; init; }
}
