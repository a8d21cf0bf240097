// What the lines of a ledger's file say, without their checksums; fields are separated by one TAB.
//
//     first line   "dpsa-privacy-ledger 2", identity (32 hexadecimal digits, random), time
//     other lines  number from 1, time, task, "e=" and the privacy parameter as an exact fraction or "no noise",
//                  "d=" and the dimension, "s=" and the L2 sensitivity, label
//
//     time         2026-01-31T23:59:59Z
//     task         1 to 128 letters of base64url
//     e            numerator and denominator of 3,000 bits together: what Rational reads back, and far above any double
//     d            number of coordinates of the task's sum, 1 to 2^31 - 1
//     s            in the integer units of that sum, 1 to 2^63 - 1
//     label        at most 100 characters, printable, which a TAB is not
//
// The identity keeps the lines of one ledger from being taken for another's. A line is shorter than 4,096 bytes.
//
// Version 1 has no fields "d=" and "s=". Its files are read and appended to as they are: the first line stays, lines
// that were there have five fields, and every line that is added has seven. A file of version 2 has lines of seven
// alone. A program that knows version 1 only refuses a line of seven fields, and appends nothing after it.

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dpsa.Privacy;

/// <summary>Writes and reads the content of a ledger's lines.</summary>
internal static class LedgerText
{
    public const int MaxLineBytes = 4096;
    public const int MaxTaskLength = 128;
    public const int MaxParameterBits = 3000;
    public const int MaxLabelLength = 100;

    private const string Title = "dpsa-privacy-ledger 2";
    private const string FirstTitle = "dpsa-privacy-ledger 1";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string NoNoise = "no noise";
    private const string Parameter = "e=";
    private const string Dimension = "d=";
    private const string Sensitivity = "s=";
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
    private const int IdentityBytes = 16;

    public static string NewHeader(DateTimeOffset time) =>
        $"{Title}\t{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdentityBytes))}\t{Text(time)}";

    /// <summary>The version that a first line names; null where it is the first line of no ledger that is known here.</summary>
    public static int? VersionOf(string header) => header.Split('\t') switch
    {
        [Title, _, _] => 2,
        [FirstTitle, _, _] => 1,
        _ => null,
    };

    public static string Write(LedgerEntry entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"{entry.Number}\t{Text(entry.Time)}\t{entry.Task}\t{Text(entry.Privacy)}"
        + $"\t{Dimension}{entry.Dimension}\t{Sensitivity}{entry.L2Sensitivity}\t{entry.Label}");

    /// <summary>Reads an entry; null where the text is none with the given number.</summary>
    /// <param name="content">The line.</param>
    /// <param name="number">The entry's number.</param>
    /// <param name="version">The file's; lines of five fields are in files of version 1 alone.</param>
    public static LedgerEntry? Read(string content, int number, int version)
    {
        string[] fields = content.Split('\t');
        bool full = fields.Length == 7;
        if (!(full || (version == 1 && fields.Length == 5))
            || fields[0] != number.ToString(CultureInfo.InvariantCulture)
            || !DateTimeOffset.TryParseExact(fields[1], TimeFormat, CultureInfo.InvariantCulture, Utc, out DateTimeOffset time)
            || !IsTask(fields[2])
            || Privacy(fields[3]) is not { } privacy
            || !IsLabel(fields[^1]))
            return null;
        if (!full)
            return new LedgerEntry(number, time, fields[2], privacy, null, null, fields[^1]);
        return Positive(fields[4], Dimension) is { } dimension and <= int.MaxValue && Positive(fields[5], Sensitivity) is { } sensitivity
            ? new LedgerEntry(number, time, fields[2], privacy, (int)dimension, sensitivity, fields[^1])
            : null;
    }

    /// <summary>The part of a time that is recorded.</summary>
    public static DateTimeOffset WholeSeconds(DateTimeOffset time)
    {
        DateTimeOffset utc = time.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond));
    }

    public static bool IsTask(string task) =>
        task.Length is > 0 and <= MaxTaskLength && task.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public static bool IsLabel(string label) => label.Length <= MaxLabelLength && label.EnumerateRunes().All(IsPrintable);

    // An unpaired surrogate is enumerated as the replacement character, and would be written as that.
    private static bool IsPrintable(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static string Text(DpStrategy privacy) => privacy.Budget is { } budget ? $"{Parameter}{budget.Epsilon}" : NoNoise;

    private static long? Positive(string text, string name) =>
        text.StartsWith(name, StringComparison.Ordinal)
        && long.TryParse(text.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long value)
        && value > 0
            ? value
            : null;

    private static DpStrategy? Privacy(string text)
    {
        if (text == NoNoise)
            return DpStrategy.None;
        return text.StartsWith(Parameter, StringComparison.Ordinal)
            && Rational.TryParse(text[Parameter.Length..], out Rational e)
            && e.Sign > 0
            ? DpStrategy.FromPrivacyParameter(e)
            : null;
    }
}
