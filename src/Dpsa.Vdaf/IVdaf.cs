using System.Buffers;

namespace Dpsa.Vdaf;

/// <summary>
/// A verifiable distributed aggregation function for two aggregators and one round of preparation, which sums
/// integer vectors of bounded L2 norm (draft-irtf-cfrg-vdaf-08, sections 4 and 5).
/// Every share is held in its wire encoding: canonical little-endian field elements, one after the other.
/// </summary>
/// <remarks>Instances are immutable and may be used from several threads at once.</remarks>
public interface IVdaf
{
    /// <summary>The 32-bit code point of the algorithm.</summary>
    uint AlgorithmId { get; }

    /// <summary>Number d of coordinates.</summary>
    int Dimension { get; }

    /// <summary>The integer which stands for 1.0 in a measurement: 2^(bits-1) or 2^(fractional bits).</summary>
    long Scale { get; }

    /// <summary>Largest squared L2 norm, in integer units and inclusive, that the proof accepts.</summary>
    UInt128 MaxSquaredNorm { get; }

    /// <summary>
    /// L2 distance, in integer units, which replacing one client's vector can move the sum by: the sensitivity
    /// that noise is calibrated to.
    /// </summary>
    long L2Sensitivity { get; }

    /// <summary>Bytes of one encoded field element.</summary>
    int ElementSize { get; }

    /// <summary>Bytes of a report's nonce (in DAP, the report id).</summary>
    int NonceSize { get; }

    /// <summary>Bytes of the verify key which the two aggregators share.</summary>
    int VerifyKeySize { get; }

    /// <summary>Bytes of randomness that <see cref="Shard"/> consumes.</summary>
    int RandomnessSize { get; }

    /// <summary>Bytes of the public share.</summary>
    int PublicShareSize { get; }

    /// <summary>Bytes of an input share of the given aggregator.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such aggregator.</exception>
    int InputShareSize(AggregatorRole role);

    /// <summary>Bytes of a prepare share.</summary>
    int PrepareShareSize { get; }

    /// <summary>Bytes of the prepare message.</summary>
    int PrepareMessageSize { get; }

    /// <summary>Bytes of an output share and of an aggregate share: d encoded field elements.</summary>
    int AggregateShareSize { get; }

    /// <summary>Splits a measurement into two shares with a proof of its validity.</summary>
    /// <param name="measurement">d integers; their squared norm is at most <see cref="MaxSquaredNorm"/>.</param>
    /// <param name="nonce">The report's nonce; public, unique per report.</param>
    /// <param name="randomness"><see cref="RandomnessSize"/> fresh bytes from a CSPRNG.</param>
    /// <exception cref="VdafException">
    /// <see cref="VdafError.InvalidMeasurement"/>: wrong dimension, coordinate or norm. <see cref="VdafError.WraparoundTestFailed"/>: shard
    /// again with fresh randomness.
    /// </exception>
    /// <exception cref="ArgumentException">The nonce or the randomness has another length.</exception>
    ReportShares Shard(ReadOnlySpan<int> measurement, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> randomness);

    /// <summary>Starts preparation of one report: checks the share's form and evaluates the proof on it.</summary>
    /// <returns>The state to keep, and the encoded prepare share for the other aggregator.</returns>
    /// <exception cref="VdafException">
    /// The report must be rejected: a share is malformed (one that is null or empty as well), or by chance
    /// <see cref="VdafError.QueryRandomnessOnDomain"/>, when the client may send a fresh report.
    /// </exception>
    /// <exception cref="ArgumentException">The verify key or the nonce has another length, or there is no such aggregator.</exception>
    (PrepareState State, byte[] PrepareShare) PrepareInit(
        AggregatorRole role,
        ReadOnlySpan<byte> verifyKey,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> publicShare,
        in ReadOnlySequence<byte> inputShare);

    /// <summary>Combines both prepare shares: decides whether the report is valid.</summary>
    /// <returns>The encoded prepare message.</returns>
    /// <exception cref="VdafException"><see cref="VdafError.ProofRejected"/>, or a malformed share.</exception>
    byte[] PrepareSharesToMessage(ReadOnlySpan<byte> leaderShare, ReadOnlySpan<byte> helperShare);

    /// <summary>
    /// Ends preparation: checks the message against the state. A wrong message rejects the report for good, and zeroes the output share.
    /// </summary>
    /// <returns>The encoded output share, now verified.</returns>
    /// <exception cref="VdafException"><see cref="VdafError.JointRandomnessMismatch"/>, or a malformed message.</exception>
    /// <exception cref="ArgumentException">The state is null, or holds an output share of another function.</exception>
    byte[] PrepareNext(PrepareState state, ReadOnlySpan<byte> message);

    /// <summary>Adds an output share, or another aggregate share, to an aggregate share, in place.</summary>
    /// <param name="aggregateShare">Encoded aggregate share; all zero bytes is the empty one.</param>
    /// <param name="outputShare">Encoded share to add.</param>
    /// <exception cref="VdafException">Either is not a valid encoding; the aggregate share is as it was.</exception>
    void Accumulate(Span<byte> aggregateShare, ReadOnlySpan<byte> outputShare);

    /// <summary>Adds integer noise to an aggregate share, in place, modulo the field's prime.</summary>
    /// <param name="aggregateShare">Encoded aggregate share.</param>
    /// <param name="noise">d integers, in the units of the measurement.</param>
    /// <exception cref="VdafException">The aggregate share is not a valid encoding; it is as it was.</exception>
    /// <exception cref="ArgumentException">The noise has another number of coordinates.</exception>
    void AddNoise(Span<byte> aggregateShare, ReadOnlySpan<Int128> noise);

    /// <summary>Adds both aggregate shares and decodes the sum as centred residues, so negative sums come out right.</summary>
    /// <param name="leaderShare">The leader's encoded aggregate share.</param>
    /// <param name="helperShare">The helper's encoded aggregate share.</param>
    /// <param name="reportCount">Number of reports in both shares.</param>
    /// <returns>d integers: the sum over reports, plus whatever noise both shares carry; divide by <see cref="Scale"/>.</returns>
    /// <exception cref="VdafException">Either share is not a valid encoding.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of reports is negative.</exception>
    Int128[] Unshard(ReadOnlySpan<byte> leaderShare, ReadOnlySpan<byte> helperShare, long reportCount);
}
