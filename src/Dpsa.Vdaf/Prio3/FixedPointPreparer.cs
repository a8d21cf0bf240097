// Preparation of Prio3 (VDAF-08, section 7.2) for FixedPointCircuit.
//
//     part       XOF(blind; aggregator | nonce | measurement share): the own one derived, the other one from the public share
//     message    XOF(zeros; leader's part | helper's part)
//     share      verifier | own part

using System.Buffers;
using System.Runtime.InteropServices;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Prio3;

/// <summary>
/// An aggregator's side: two passes over the measurement share, one to hash it and one to evaluate the proof with the joint
/// randomness that the hash yields. Good and bad shares take the same time and memory.
/// </summary>
internal sealed class FixedPointPreparer(FixedPointCircuit circuit, Prio3<Field128> plain, Prio3Streams streams)
{
    private const int Shares = 2;
    private const int HashedAtOnce = 4096;

    private readonly FullyLinearProof<Field128> _flp = new(circuit);

    /// <summary>Starts preparation, byte for byte as the plain version; all lengths are right.</summary>
    public (PrepareState State, byte[] PrepareShare) PrepareInit(
        AggregatorRole role,
        ReadOnlySpan<byte> verifyKey,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> publicShare,
        in ReadOnlySequence<byte> inputShare)
    {
        bool isLeader = role == AggregatorRole.Leader;

        // The leader's share of the measurement is read in place; what follows it, or all of the helper's share, is copied.
        int seedSize = streams.SeedSize;
        long measurementSize = isLeader ? (long)circuit.InputLength * Field128.EncodedSize : 0;
        ReadOnlySequence<byte> measurement = inputShare.Slice(0, measurementSize);
        using var copied = new Secret<byte>(inputShare.Slice(measurementSize).ToArray());
        Span<byte> secrets = copied.Span;
        using var proof = new Secret<Field128>(_flp.ProofLength);
        var prepareShare = new byte[plain.PrepareShareSize];
        Span<byte> part = prepareShare.AsSpan(prepareShare.Length - seedSize);
        if (isLeader)
        {
            FieldCodec.Decode<Field128>(secrets[..^seedSize], proof.Span, "The leader's proof share");
            HashLeader(measurement, secrets[^seedSize..], nonce, part);
        }
        else
        {
            streams.HelperProofs(secrets.Slice(seedSize, seedSize)).Expand(proof.Span);
            HashHelper(secrets[..seedSize], secrets[(2 * seedSize)..], nonce, part);
        }

        // The part was derived anew: what the client says about it in the public share does not count.
        var seed = new byte[plain.PrepareMessageSize];
        ReadOnlySpan<byte> leaderPart = isLeader ? part : publicShare[..seedSize];
        ReadOnlySpan<byte> helperPart = isLeader ? publicShare[seedSize..] : part;
        streams.JointRandSeed(leaderPart, helperPart, seed);
        Field128[] jointRand = streams.JointRand<Field128>(seed, circuit.JointRandLength);
        Field128[] queryRand = streams.QueryRand<Field128>(verifyKey, nonce, _flp.QueryRandLength);

        using var query = new FixedPointQuery(circuit, proof.Span, queryRand, jointRand, Shares);
        using MeasurementReader reader = isLeader
            ? new LeaderMeasurementReader(measurement, circuit.InputLength)
            : new HelperMeasurementReader(streams.HelperMeasurement(secrets[..seedSize]), circuit.InputLength);
        byte[] output = GC.AllocateUninitializedArray<byte>(circuit.OutputLength * Field128.EncodedSize);
        try
        {
            Field128[] verifier = query.Run(reader, output);
            FieldCodec.Encode<Field128>(verifier, prepareShare.AsSpan(0, verifier.Length * Field128.EncodedSize));
            return (new PrepareState(output, seed), prepareShare);
        }
        catch
        {
            output.Zero();
            throw;
        }
    }

    private void HashLeader(in ReadOnlySequence<byte> measurement, ReadOnlySpan<byte> blind, ReadOnlySpan<byte> nonce, Span<byte> part)
    {
        using XofStream stream = streams.JointRandPart(blind, AggregatorRole.Leader, nonce);
        using var reader = new LeaderMeasurementReader(measurement, circuit.InputLength);
        while (reader.Remaining > 0)
        {
            int first = circuit.InputLength - reader.Remaining;
            ReadOnlySpan<Field128> elements = reader.Read(Math.Min(HashedAtOnce, reader.Remaining));
            for (int i = 0; i < elements.Length; i++)
            {
                if (!elements[i].IsCanonical)
                    throw VdafException.ElementOutOfRange("The leader's measurement share", first + i);
            }

            stream.Absorb(MemoryMarshal.AsBytes(elements));
        }

        stream.Squeeze(part);
    }

    private void HashHelper(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> blind, ReadOnlySpan<byte> nonce, Span<byte> part)
    {
        using (Secret<byte> message = streams.HelperMeasurementMessage(seed))
        using (Secret<byte> prefix = streams.JointRandPartPrefix(blind, AggregatorRole.Helper, nonce))
        {
            if (MeasurementSplitter.TryHashHelper(circuit.InputLength, message.Span, prefix.Span, part))
                return;
        }

        using XofStream stream = streams.JointRandPart(blind, AggregatorRole.Helper, nonce);
        using var reader = new HelperMeasurementReader(streams.HelperMeasurement(seed), circuit.InputLength);
        while (reader.Remaining > 0)
        {
            ReadOnlySpan<Field128> elements = reader.Read(Math.Min(HashedAtOnce, reader.Remaining));
            stream.Absorb(MemoryMarshal.AsBytes(elements));
        }

        stream.Squeeze(part);
    }
}
