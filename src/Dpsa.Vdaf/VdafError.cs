namespace Dpsa.Vdaf;

/// <summary>Why a report, a message or a share was refused.</summary>
public enum VdafError
{
    /// <summary>The bytes are not a valid encoding: wrong length, trailing bytes, or a field element out of range.</summary>
    MalformedEncoding,

    /// <summary>The measurement itself is not allowed: wrong dimension, a coordinate out of range, or norm too large.</summary>
    InvalidMeasurement,

    /// <summary>The proof does not show that the measurement is valid.</summary>
    ProofRejected,

    /// <summary>The joint randomness of leader and helper differs: the client lied about its shares.</summary>
    JointRandomnessMismatch,

    /// <summary>
    /// The query point falls into the evaluation domain of a proof, where the proof would show what it hides. Nothing is wrong with
    /// the report: it is chance, of probability m / p for each proof with a domain of m points, 6.7e-8 a report over the 32-bit field at
    /// d = 62,006 and negligible over the 64-bit field. The client may send a fresh report, with another nonce and fresh randomness.
    /// </summary>
    QueryRandomnessOnDomain,

    /// <summary>
    /// A wraparound test of PINE fails for an honest measurement; happens with probability below 2^-100. Nothing is wrong
    /// with the measurement: shard it again with fresh randomness.
    /// </summary>
    WraparoundTestFailed,
}
