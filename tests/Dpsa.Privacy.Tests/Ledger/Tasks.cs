using System.Buffers.Text;
using System.Security.Cryptography;

namespace Dpsa.Privacy.Tests;

/// <summary>Task ids, noise and shorthands of the tests of ledgers.</summary>
internal static class Tasks
{
    public static readonly RoundPrivacy One = At(1);

    public static readonly RoundPrivacy NoNoise = new(DpStrategy.None, Dimension, L2Sensitivity);

    /// <summary>The sum of every round: 100 coordinates of 16 bits.</summary>
    public const int Dimension = 100;

    public const long L2Sensitivity = 65_536;

    /// <summary>More than the tests spend.</summary>
    public static readonly Rational Plenty = 1_000_000;

    /// <summary>A round at a privacy parameter.</summary>
    public static RoundPrivacy At(Rational parameter) => new(DpStrategy.FromPrivacyParameter(parameter), Dimension, L2Sensitivity);

    /// <summary>The id of task i: 43 letters, as of a DAP task.</summary>
    public static string Id(int i) => Base64Url.EncodeToString(SHA256.HashData(BitConverter.GetBytes(i)));

    /// <summary>Records a round at e = 1, which costs one half.</summary>
    public static LedgerEntry SpendOn(this PrivacyLedger ledger, int task, string label = "") =>
        ledger.Spend(Id(task), One, Plenty, label: label);

    public static LedgerError ShouldRefuse(Action action) => Should.Throw<PrivacyLedgerException>(action).Error;
}
