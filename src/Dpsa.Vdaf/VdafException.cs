namespace Dpsa.Vdaf;

/// <summary>An expected failure of the verifiable aggregation function: this report must not be aggregated.</summary>
public sealed class VdafException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">What kind of failure.</param>
    /// <param name="message">What was wrong, with value and limit.</param>
    public VdafException(VdafError error, string message)
        : base(message) => Error = error;

    /// <summary>What kind of failure.</summary>
    public VdafError Error { get; }

    internal static void ThrowIfLengthDiffers(string what, long length, long expected)
    {
        if (length != expected)
            throw new VdafException(VdafError.MalformedEncoding, $"{what} has {length} bytes, expected {expected}.");
    }

    internal static VdafException ElementOutOfRange(string what, long index) =>
        new(VdafError.MalformedEncoding, $"{what}: field element {index} is not below the modulus.");
}
