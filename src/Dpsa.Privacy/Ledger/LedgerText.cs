// What the lines of a ledger's file say, without their checksums; fields are separated by one TAB.
//
//     first line   "dpsa-privacy-ledger 1", identity (32 hexadecimal digits, random), time
//     other lines  number from 1, time, task, "e=" and the privacy parameter as an exact fraction or "no noise", label
//
//     time         2026-01-31T23:59:59Z
//     task         1 to 128 letters of base64url
//     e            numerator and denominator of 3,000 bits together: what Rational reads back, and far above any double
//     label        at most 100 characters, printable, which a TAB is not
//
// The identity keeps the lines of one ledger from being taken for another's. A line is shorter than 4,096 bytes.

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

    private const string Title = "dpsa-privacy-ledger 1";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string NoNoise = "no noise";
    private const string Parameter = "e=";
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
    private const int IdentityBytes = 16;

    public static string NewHeader(DateTimeOffset time) =>
        $"{Title}\t{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdentityBytes))}\t{Text(time)}";

    public static bool IsHeader(string content) => content.StartsWith(Title + "\t", StringComparison.Ordinal);

    public static string Write(LedgerEntry entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"{entry.Number}\t{Text(entry.Time)}\t{entry.Task}\t{Text(entry.Privacy)}\t{entry.Label}");

    /// <summary>Reads an entry; null where the text is none with the given number.</summary>
    public static LedgerEntry? Read(string content, int number)
    {
        string[] fields = content.Split('\t');
        if (fields.Length != 5
            || fields[0] != number.ToString(CultureInfo.InvariantCulture)
            || !DateTimeOffset.TryParseExact(fields[1], TimeFormat, CultureInfo.InvariantCulture, Utc, out DateTimeOffset time)
            || !IsTask(fields[2])
            || Privacy(fields[3]) is not { } privacy
            || !IsLabel(fields[4]))
            return null;
        return new LedgerEntry(number, time, fields[2], privacy, fields[4]);
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
