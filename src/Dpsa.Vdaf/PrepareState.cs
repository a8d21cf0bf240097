using System.Security.Cryptography;

namespace Dpsa.Vdaf;

/// <summary>What an aggregator keeps of one report between its prepare share and the prepare message.</summary>
/// <param name="OutputShare">
/// Encoded output share, d field elements; secret, and unverified until the message has been checked. Zeroed where the report is rejected.
/// </param>
/// <param name="ExpectedMessage">The prepare message which this aggregator derived itself.</param>
public sealed record PrepareState(byte[] OutputShare, byte[] ExpectedMessage)
{
    private VdafException? _rejection;

    /// <summary>Encoded output share; zeroed where the report is rejected.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public byte[] OutputShare { get; init => field = Sizes.NotNull(value); } = Sizes.NotNull(OutputShare);

    /// <summary>The prepare message which this aggregator derived itself.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public byte[] ExpectedMessage { get; init => field = Sizes.NotNull(value); } = Sizes.NotNull(ExpectedMessage);

    /// <summary>Ends preparation, where the message is the expected one; else the report is rejected for good.</summary>
    /// <returns>The output share, now verified.</returns>
    /// <exception cref="VdafException">The message has another length, or other joint randomness; now or before.</exception>
    internal byte[] Verify(ReadOnlySpan<byte> message)
    {
        if (_rejection is not null)
            throw new VdafException(_rejection.Error, $"The report was rejected before. {_rejection.Message}");
        try
        {
            VdafException.ThrowIfLengthDiffers("The prepare message", message.Length, ExpectedMessage.Length);
            return CryptographicOperations.FixedTimeEquals(message, ExpectedMessage)
                ? OutputShare
                : throw new VdafException(
                    VdafError.JointRandomnessMismatch,
                    "The joint randomness of the prepare message is not the one this aggregator derived: the client's shares do not "
                        + "belong together.");
        }
        catch (VdafException e)
        {
            Reject(e);
            throw;
        }
    }

    /// <summary>Zeroes the output share; preparation never ends well any more.</summary>
    internal void Reject(VdafException reason)
    {
        _rejection ??= reason;
        OutputShare.Zero();
    }
}
