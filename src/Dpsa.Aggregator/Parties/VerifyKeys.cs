// Verify keys of tasks. Neither the coordinator nor one of the aggregators chooses them alone.
//
//     secret of a session  leader's 32 random bytes | helper's 32 random bytes, exchanged between the two
//     key of a task        HKDF-SHA256(ikm = secret, salt = empty, info = "dpsa verify key 01" | task id), as long as the function's keys

using System.Security.Cryptography;
using Dpsa.Dap;

namespace Dpsa.Aggregator;

/// <summary>Makes the contributions to a session's secret, and derives the verify keys of its tasks.</summary>
internal static class VerifyKeys
{
    /// <summary>Bytes that each aggregator contributes.</summary>
    public const int ContributionSize = 32;

    private static ReadOnlySpan<byte> Label => "dpsa verify key 01"u8;

    /// <summary>One aggregator's part of a session's secret.</summary>
    public static byte[] NewContribution() => RandomNumberGenerator.GetBytes(ContributionSize);

    /// <summary>The verify key of a task.</summary>
    public static byte[] Derive(ReadOnlySpan<byte> secret, TaskId task, int size)
    {
        byte[] key = new byte[size];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, [], [.. Label, .. task.ToBytes()]);
        return key;
    }
}
