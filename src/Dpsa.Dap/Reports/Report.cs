using System.Buffers.Binary;
using System.Security.Cryptography;
using Dpsa.Vdaf;

namespace Dpsa.Dap;

/// <summary>One client's contribution to a task: shares of its update, each for one aggregator alone.</summary>
/// <remarks>
/// The report belongs to its task: its id, the nonce which its proof is bound to, follows from task and salt. Whoever hands the
/// shares in under another task changes the nonce, and the proof fails. (Over DAP the id is random, and the associated data of
/// the shares' encryption names the task.)
/// </remarks>
/// <param name="Task">The task.</param>
/// <param name="Salt">128 random bits, fresh for every report; public.</param>
/// <param name="Shares">The shares, made with the nonce <see cref="Id"/>.</param>
public sealed record Report(TaskId Task, UInt128 Salt, ReportShares Shares)
{
    private const int SaltSize = 16;

    /// <summary>The report's id, which is the nonce of its proof: <see cref="ReportId.Derive"/> of task and salt.</summary>
    public ReportId Id => ReportId.Derive(Task, Salt);

    /// <summary>Payload bytes: task id, salt, public share and both input shares.</summary>
    public long Size => TaskId.Size + SaltSize
        + LengthOf(Shares?.PublicShare) + LengthOf(Shares?.LeaderInputShare) + LengthOf(Shares?.HelperInputShare);

    /// <summary>Shards a measurement for a task, with a fresh salt and fresh randomness.</summary>
    /// <param name="task">The task.</param>
    /// <param name="vdaf">The task's function.</param>
    /// <param name="measurement">d integers whose squared norm is at most <see cref="IVdaf.MaxSquaredNorm"/>. Not modified.</param>
    /// <returns>The report; its input shares are secret, and the caller's to zero.</returns>
    /// <exception cref="VdafException">
    /// <see cref="VdafError.InvalidMeasurement"/>: wrong dimension, coordinate or norm.
    /// <see cref="VdafError.WraparoundTestFailed"/>: with negligible probability; try again.
    /// </exception>
    public static Report Create(TaskId task, IVdaf vdaf, ReadOnlySpan<int> measurement)
    {
        ArgumentNullException.ThrowIfNull(vdaf);
        UInt128 salt = BinaryPrimitives.ReadUInt128LittleEndian(RandomNumberGenerator.GetBytes(SaltSize));
        byte[] randomness = RandomNumberGenerator.GetBytes(vdaf.RandomnessSize);
        try
        {
            return new Report(task, salt, vdaf.Shard(measurement, ReportId.Derive(task, salt).ToBytes(), randomness));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(randomness);
        }
    }

    private static long LengthOf(byte[]? share) => share?.LongLength ?? 0;
}
