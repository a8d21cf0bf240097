using System.Buffers.Text;
using System.Security.Cryptography;

namespace Dpsa.Privacy.Tests;

/// <summary>Task ids, noise and shorthands of the tests of ledgers.</summary>
internal static class Tasks
{
    public static readonly DpStrategy One = DpStrategy.FromPrivacyParameter(1);

    /// <summary>More than the tests spend.</summary>
    public static readonly Rational Plenty = 1_000_000;

    /// <summary>The id of task i: 43 letters, as of a DAP task.</summary>
    public static string Id(int i) => Base64Url.EncodeToString(SHA256.HashData(BitConverter.GetBytes(i)));

    /// <summary>Records a round at e = 1, which costs one half.</summary>
    public static LedgerEntry SpendOn(this PrivacyLedger ledger, int task, string label = "") =>
        ledger.Spend(Id(task), One, Plenty, label: label);

    public static LedgerError ShouldRefuse(Action action) => Should.Throw<PrivacyLedgerException>(action).Error;
}
