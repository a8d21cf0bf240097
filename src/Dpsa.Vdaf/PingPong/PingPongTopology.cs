// Ping-pong of VDAF-08, section 5.8, for one round of preparation.
//
//     leader    initialize(prepare share)    ->
//               <-                               helper    finish(prepare message)

using System.Buffers;

namespace Dpsa.Vdaf.PingPong;

/// <summary>
/// The ping-pong exchange of VDAF-08 section 5.8 for functions with one round of preparation:
/// the leader opens, the helper decides and finishes, the leader finishes on its answer.
/// </summary>
public static class PingPongTopology
{
    /// <summary>The leader's first step.</summary>
    /// <returns>The state to keep, and the encoded message for the helper.</returns>
    /// <exception cref="VdafException">The report must be rejected.</exception>
    /// <exception cref="ArgumentException">The verify key or the nonce has another length than the function's.</exception>
    public static (PrepareState State, byte[] Outbound) LeaderInitialize(
        IVdaf vdaf,
        ReadOnlySpan<byte> verifyKey,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> publicShare,
        in ReadOnlySequence<byte> inputShare)
    {
        ArgumentNullException.ThrowIfNull(vdaf);
        (PrepareState state, byte[] share) = vdaf.PrepareInit(AggregatorRole.Leader, verifyKey, nonce, publicShare, inputShare);
        return (state, new PingPongMessage.Initialize(share).Encode());
    }

    /// <summary>The helper's only step: prepares its own share, decides, and finishes.</summary>
    /// <param name="vdaf">The function of the task.</param>
    /// <param name="verifyKey">Key shared by the aggregators.</param>
    /// <param name="nonce">The report's nonce.</param>
    /// <param name="publicShare">The report's public share.</param>
    /// <param name="inputShare">The helper's input share.</param>
    /// <param name="inbound">The leader's encoded message.</param>
    /// <returns>The verified output share, and the encoded message for the leader.</returns>
    /// <exception cref="VdafException">The report must be rejected.</exception>
    /// <exception cref="ArgumentException">The verify key or the nonce has another length than the function's.</exception>
    public static (byte[] OutputShare, byte[] Outbound) HelperFinish(
        IVdaf vdaf,
        ReadOnlySpan<byte> verifyKey,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> publicShare,
        in ReadOnlySequence<byte> inputShare,
        ReadOnlySpan<byte> inbound)
    {
        ArgumentNullException.ThrowIfNull(vdaf);
        if (PingPongMessage.Decode(inbound) is not PingPongMessage.Initialize opening)
            throw Unexpected("leader", "initialize");
        VdafException.ThrowIfLengthDiffers("The leader's prepare share", opening.PrepareShare.Length, vdaf.PrepareShareSize);
        (PrepareState state, byte[] share) = vdaf.PrepareInit(AggregatorRole.Helper, verifyKey, nonce, publicShare, inputShare);
        try
        {
            byte[] message = vdaf.PrepareSharesToMessage(opening.PrepareShare, share);
            return (vdaf.PrepareNext(state, message), new PingPongMessage.Finish(message).Encode());
        }
        catch (VdafException e)
        {
            state.Reject(e);
            throw;
        }
    }

    /// <summary>The leader's last step.</summary>
    /// <returns>The verified output share.</returns>
    /// <exception cref="VdafException">The report must be rejected, for good; its output share has been zeroed.</exception>
    /// <exception cref="ArgumentException">The state holds an output share of another function.</exception>
    public static byte[] LeaderFinish(IVdaf vdaf, PrepareState state, ReadOnlySpan<byte> inbound)
    {
        ArgumentNullException.ThrowIfNull(vdaf);
        ArgumentNullException.ThrowIfNull(state);
        try
        {
            if (PingPongMessage.Decode(inbound) is not PingPongMessage.Finish answer)
                throw Unexpected("helper", "finish");
            return vdaf.PrepareNext(state, answer.PrepareMessage);
        }
        catch (VdafException e)
        {
            state.Reject(e);
            throw;
        }
    }

    private static VdafException Unexpected(string sender, string expected) =>
        new(VdafError.MalformedEncoding, $"The {sender} sent another ping-pong message than {expected}.");
}
