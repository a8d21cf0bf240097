namespace Dpsa.Privacy;

/// <summary>
/// A data holder's account of the privacy spent on its data: every task it has reported to, what that cost, and the
/// total. It belongs to the holder, not to an object, a process or a task: it outlives restarts, and covers all
/// sessions, coordinators and trainers of the holder.
/// </summary>
/// <remarks>
/// <para>One call, <see cref="Spend"/>, checks and records; once it returns, the record is on the disk and the report may leave.</para>
/// <para>
/// On disk a ledger is two files, <c>path</c> and <c>path.mark</c>, which belong together: a text file to which lines
/// with chained checksums are appended, and a small one that says how far it has come and is the lock. One object of
/// one process has a ledger open at a time; the lock ends with the process. Files that were altered, shortened,
/// reordered, separated or replaced by older ones are refused with <see cref="LedgerError.Damaged"/> or
/// <see cref="LedgerError.Missing"/>. Where both files are deleted, both replaced by older ones,
/// or both copied to a second machine, nothing is left to tell.
/// </para>
/// <para>Thread-safe. All trainers of a holder share one object.</para>
/// </remarks>
public sealed class PrivacyLedger : IDisposable
{
    private readonly Lock _lock = new();
    private readonly LedgerFile? _file;
    private readonly TimeProvider _clock;
    private readonly List<LedgerEntry> _entries = [];
    private readonly Dictionary<string, LedgerEntry> _byTask = new(StringComparer.Ordinal);
    private PrivacySpent _spent = PrivacySpent.Nothing;
    private bool _disposed;

    internal PrivacyLedger(LedgerFile? file, TimeProvider clock)
    {
        (_file, _clock) = (file, clock);
        foreach (LedgerEntry entry in file?.Entries ?? [])
            Take(entry);
    }

    /// <summary>
    /// What has been spent in total. Its epsilon is exact for the noise of the rounds, or, where an entry with noise is of
    /// version 1 and has no dimension, the looser one of zCDP.
    /// </summary>
    public PrivacySpent Spent
    {
        get
        {
            lock (_lock)
                return _spent;
        }
    }

    /// <summary>All entries in order, as they are now.</summary>
    public IReadOnlyList<LedgerEntry> Entries
    {
        get
        {
            lock (_lock)
                return [.. _entries];
        }
    }

    /// <summary>
    /// Whether opening found a line that a crash had cut off, and removed it: its report had not left. False in memory.
    /// </summary>
    public bool DroppedTornLine => _file?.DroppedTornLine ?? false;

    /// <summary>A ledger that ends with the process: for tests and simulation, where no data of people is spent.</summary>
    /// <param name="clock">Gives the entries their times; null for the system's.</param>
    public static PrivacyLedger InMemory(TimeProvider? clock = null) => new(null, clock ?? TimeProvider.System);

    /// <summary>Makes the ledger of a data holder who has none.</summary>
    /// <param name="path">Path of the file, in a folder that exists on a local disk; a second file is made at <c>path.mark</c>.</param>
    /// <param name="clock">Gives the entries their times; null for the system's.</param>
    /// <exception cref="PrivacyLedgerException"><see cref="LedgerError.Exists"/>, or it cannot be written.</exception>
    public static PrivacyLedger Create(string path, TimeProvider? clock = null) => OnDisk(path, FileMode.CreateNew, clock);

    /// <summary>Opens a ledger that exists. A program that is enrolled uses this, so that a lost ledger stops it.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="clock">Gives the entries their times; null for the system's.</param>
    /// <exception cref="PrivacyLedgerException">It is missing, in use or damaged, or cannot be written.</exception>
    public static PrivacyLedger Open(string path, TimeProvider? clock = null) => OnDisk(path, FileMode.Open, clock);

    /// <summary>
    /// Opens the ledger, or makes one where neither of its files exists. Convenient where the first start is like every
    /// other; but a holder whose two files were deleted starts anew without a word. <see cref="Open"/> does not.
    /// </summary>
    /// <param name="path">Path of the file, in a folder that exists on a local disk.</param>
    /// <param name="clock">Gives the entries their times; null for the system's.</param>
    /// <exception cref="PrivacyLedgerException">One of the files is missing, it is in use or damaged, or cannot be written.</exception>
    public static PrivacyLedger OpenOrCreate(string path, TimeProvider? clock = null) => OnDisk(path, FileMode.OpenOrCreate, clock);

    /// <summary>Whether <see cref="Spend"/> takes a text as a label.</summary>
    /// <param name="label">At most 100 characters, none of them control characters or invisible.</param>
    public static bool IsLabel(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return LedgerText.IsLabel(label);
    }

    /// <summary>Whether the holder has reported to a task.</summary>
    /// <param name="task">The task's id, as given to <see cref="Spend"/>.</param>
    public bool HasReported(string task)
    {
        RequireTask(task);
        lock (_lock)
            return _byTask.ContainsKey(task);
    }

    /// <summary>Checks what <see cref="Spend"/> would, and records nothing: for before the training.</summary>
    /// <inheritdoc cref="Spend"/>
    public void Check(string task, RoundPrivacy privacy, Rational maxTotalRho, bool allowNoNoise = false)
    {
        RequireArguments(task, privacy, maxTotalRho);
        lock (_lock)
            RequireAllowed(task, privacy.Strategy, maxTotalRho, allowNoNoise);
    }

    /// <summary>
    /// Records that one report is about to be sent. Once this returns the record is durable, and the report may leave;
    /// whether it then arrives makes no difference to the account.
    /// </summary>
    /// <param name="task">The task's id in its one textual form: 1 to 128 letters of base64url, 43 for a DAP task.</param>
    /// <param name="privacy">
    /// The noise of the task, on which both aggregators agree, with dimension and L2 sensitivity of its sum: what makes
    /// <see cref="Spent"/> exact.
    /// </param>
    /// <param name="maxTotalRho">The most that all of the holder's rounds together may cost, in zCDP; at least 0.</param>
    /// <param name="allowNoNoise">
    /// Takes rounds without noise, whose cost is unbounded, and rounds after one. The total then holds for the rounds with noise alone.
    /// </param>
    /// <param name="label">The holder's own words for the entry; at most 100 printable characters.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="PrivacyLedgerException">
    /// Nothing may be sent. <see cref="LedgerError.ReportedBefore"/>, <see cref="LedgerError.TotalExceeded"/> and
    /// <see cref="LedgerError.Unrecordable"/>: nothing was recorded, nor with <see cref="LedgerError.Missing"/>: the files were
    /// deleted or replaced. <see cref="LedgerError.Storage"/>: the entry does not count unless the next call says
    /// <see cref="LedgerError.Faulted"/>; then opening the ledger anew tells.
    /// </exception>
    /// <exception cref="ArgumentException">A malformed task id or label, or a negative total.</exception>
    /// <exception cref="ObjectDisposedException">The ledger is closed.</exception>
    public LedgerEntry Spend(string task, RoundPrivacy privacy, Rational maxTotalRho, bool allowNoNoise = false, string label = "")
    {
        RequireArguments(task, privacy, maxTotalRho);
        ArgumentNullException.ThrowIfNull(label);
        if (!LedgerText.IsLabel(label))
        {
            throw new ArgumentException(
                $"A label has at most {LedgerText.MaxLabelLength} characters, and no control or invisible ones.", nameof(label));
        }

        lock (_lock)
        {
            RequireAllowed(task, privacy.Strategy, maxTotalRho, allowNoNoise);
            LedgerEntry entry = new(
                checked(_entries.Count + 1),
                LedgerText.WholeSeconds(_clock.GetUtcNow()),
                task,
                privacy.Strategy,
                privacy.Dimension,
                privacy.L2Sensitivity,
                label);
            _file?.Append(entry);
            Take(entry);
            return entry;
        }
    }

    /// <summary>Closes the files, and lets others open the ledger.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _file?.Dispose();
        }
    }

    private static PrivacyLedger OnDisk(string path, FileMode mode, TimeProvider? clock)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        clock ??= TimeProvider.System;
        return new PrivacyLedger(LedgerFiles.Open(Path.GetFullPath(path), mode, clock.GetUtcNow()), clock);
    }

    private static void RequireArguments(string task, RoundPrivacy privacy, Rational maxTotalRho)
    {
        RequireTask(task);
        ArgumentNullException.ThrowIfNull(privacy);
        if (maxTotalRho.Sign < 0)
            throw new ArgumentOutOfRangeException(nameof(maxTotalRho), maxTotalRho, "The total is at least 0.");
    }

    private static void RequireTask(string task)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (!LedgerText.IsTask(task))
            throw new ArgumentException($"A task id is 1 to {LedgerText.MaxTaskLength} letters of base64url.", nameof(task));
    }

    private void RequireAllowed(string task, DpStrategy privacy, Rational maxTotalRho, bool allowNoNoise)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_byTask.TryGetValue(task, out LedgerEntry? before))
            throw LedgerErrors.ReportedBefore(before);
        if (!allowNoNoise && privacy.Budget is null)
            throw LedgerErrors.NoNoise(task);
        if (!allowNoNoise && _spent.UnprotectedRounds > 0)
            throw LedgerErrors.Unbounded(task, _spent.UnprotectedRounds);
        if (privacy.Budget is not { } budget)
            return;
        long bits = budget.Epsilon.Numerator.GetBitLength() + budget.Epsilon.Denominator.GetBitLength();
        if (bits > LedgerText.MaxParameterBits)
            throw LedgerErrors.Unrecordable(task, bits, LedgerText.MaxParameterBits);
        if (_spent.ProtectedRho + budget.Rho > maxTotalRho)
            throw LedgerErrors.TotalExceeded(task, _spent, budget.Rho, maxTotalRho);
    }

    private void Take(LedgerEntry entry)
    {
        _spent = entry is { Dimension: { } dimension, L2Sensitivity: { } sensitivity }
            ? _spent.Add(new RoundPrivacy(entry.Privacy, dimension, sensitivity))
            : _spent.Add(entry.Privacy);
        _entries.Add(entry);
        _byTask[entry.Task] = entry;
    }
}
