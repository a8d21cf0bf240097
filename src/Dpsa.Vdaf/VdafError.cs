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

    /// <summary>The query point is a root of unity of the proof's domain; happens with negligible probability.</summary>
    QueryRandomnessOnDomain,

    /// <summary>
    /// A wraparound test of PINE fails for an honest measurement; happens with probability below 2^-100. Nothing is wrong
    /// with the measurement: shard it again with fresh randomness.
    /// </summary>
    WraparoundTestFailed,
}
