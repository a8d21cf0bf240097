using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
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

    /// <summary>Starts preparation; byte for byte what the plain version yields.</summary>
    public (PrepareState State, byte[] PrepareShare) PrepareInit(
        AggregatorRole role,
        ReadOnlySpan<byte> verifyKey,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> publicShare,
        in ReadOnlySequence<byte> inputShare)
    {
        VdafException.ThrowIfLengthDiffers("The public share", publicShare.Length, plain.PublicShareSize);
        int seedSize = streams.SeedSize;
        var prepareShare = new byte[plain.PrepareShareSize];
        Span<byte> part = prepareShare.AsSpan(prepareShare.Length - seedSize);
        Field128[] proof;
        MeasurementReader reader;
        byte[] secrets;
        if (role == AggregatorRole.Leader)
        {
            VdafException.ThrowIfLengthDiffers("The leader's input share", inputShare.Length, plain.LeaderInputShareSize);
            long measurementSize = (long)circuit.InputLength * Field128.EncodedSize;
            ReadOnlySequence<byte> measurement = inputShare.Slice(0, measurementSize);
            secrets = inputShare.Slice(measurementSize).ToArray();
            proof = new Field128[_flp.ProofLength];
            FieldCodec.Decode<Field128>(secrets.AsSpan(0, secrets.Length - seedSize), proof, "The leader's proof share");
            HashLeader(measurement, secrets.AsSpan(secrets.Length - seedSize), nonce, part);
            reader = new LeaderMeasurementReader(measurement, circuit.InputLength);
        }
        else
        {
            VdafException.ThrowIfLengthDiffers("The helper's input share", inputShare.Length, plain.HelperInputShareSize);
            secrets = inputShare.ToArray();
            ReadOnlySpan<byte> measurementSeed = secrets.AsSpan(0, seedSize);
            proof = Prio3Streams.Expand<Field128>(streams.HelperProofs(secrets.AsSpan(seedSize, seedSize)), _flp.ProofLength);
            HashHelper(measurementSeed, secrets.AsSpan(2 * seedSize), nonce, part);
            reader = new HelperMeasurementReader(streams.HelperMeasurement(measurementSeed), circuit.InputLength);
        }

        // The part was derived anew: what the client says about it in the public share does not count.
        var seed = new byte[plain.PrepareMessageSize];
        ReadOnlySpan<byte> leaderPart = role == AggregatorRole.Leader ? part : publicShare[..seedSize];
        ReadOnlySpan<byte> helperPart = role == AggregatorRole.Helper ? part : publicShare[seedSize..];
        streams.JointRandSeed(leaderPart, helperPart, seed);
        Field128[] jointRand = streams.JointRand<Field128>(seed, circuit.JointRandLength);
        Field128[] queryRand = streams.QueryRand<Field128>(verifyKey, nonce, _flp.QueryRandLength);

        byte[] output = GC.AllocateUninitializedArray<byte>(circuit.OutputLength * Field128.EncodedSize);
        using (reader)
        {
            Field128[] verifier = new FixedPointQuery(circuit, proof, queryRand, jointRand, Shares).Run(reader, output);
            FieldCodec.Encode<Field128>(verifier, prepareShare.AsSpan(0, verifier.Length * Field128.EncodedSize));
        }

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(proof.AsSpan()));
        CryptographicOperations.ZeroMemory(secrets);
        return (new PrepareState(output, seed), prepareShare);
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
        if (MeasurementSplitter.TryHashHelper(
            circuit.InputLength,
            streams.HelperMeasurementMessage(seed),
            streams.JointRandPartPrefix(blind, AggregatorRole.Helper, nonce),
            part))
        {
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
