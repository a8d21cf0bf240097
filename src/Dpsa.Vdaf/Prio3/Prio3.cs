// Prio3 of VDAF-08 section 7.2, for two aggregators and any validity circuit.
//
//     randomness    k_helper_measurement | k_helper_proofs | [helper blind | leader blind |] k_prove
//     leader share  measurement | proofs | [blind]
//     helper share  k_helper_measurement | k_helper_proofs | [blind]
//     public share  [leader's part | helper's part]
//     prepare share verifiers | [own part]
//     message       [joint randomness seed]
//
// What stands in brackets exists only for circuits with joint randomness. Plain version over whole vectors of field elements.

using System.Buffers;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Prio3;

/// <summary>Sharding and preparation.</summary>
internal sealed class Prio3<F>
    where F : unmanaged, IField<F>
{
    private const int Shares = 2;

    private readonly ICircuit<F> _circuit;
    private readonly FullyLinearProof<F> _flp;
    private readonly Prio3Streams _streams;
    private readonly int _proofs;
    private readonly bool _joint;
    private readonly int _seedSize;

    public Prio3(ICircuit<F> circuit, uint algorithmId, int proofs, XofAlgorithm xof)
    {
        _circuit = circuit;
        _proofs = proofs;
        _flp = new FullyLinearProof<F>(circuit);
        _streams = new Prio3Streams(xof, algorithmId, proofs);
        _joint = circuit.JointRandLength > 0;
        _seedSize = xof.SeedSize;
    }

    public int RandomnessSize => (_joint ? 5 : 3) * _seedSize;

    public int PublicShareSize => _joint ? Shares * _seedSize : 0;

    public int LeaderInputShareSize => ((_circuit.InputLength + ProofsLength) * F.EncodedSize) + (_joint ? _seedSize : 0);

    public int HelperInputShareSize => (_joint ? 3 : 2) * _seedSize;

    public int PrepareShareSize => (VerifiersLength * F.EncodedSize) + PrepareMessageSize;

    public int PrepareMessageSize => _joint ? _seedSize : 0;

    private int ProofsLength => _flp.ProofLength * _proofs;

    private int VerifiersLength => _flp.VerifierLength * _proofs;

    /// <summary>Splits an encoded measurement into two shares, with proofs of its validity.</summary>
    public ReportShares Shard(ReadOnlySpan<F> measurement, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> randomness)
    {
        ReadOnlySpan<byte> measurementSeed = randomness[.._seedSize];
        ReadOnlySpan<byte> proofsSeed = randomness.Slice(_seedSize, _seedSize);
        ReadOnlySpan<byte> helperBlind = _joint ? randomness.Slice(2 * _seedSize, _seedSize) : [];
        ReadOnlySpan<byte> leaderBlind = _joint ? randomness.Slice(3 * _seedSize, _seedSize) : [];
        ReadOnlySpan<byte> proveSeed = randomness[^_seedSize..];

        F[] helperMeasurement = Prio3Streams.Expand<F>(_streams.HelperMeasurement(measurementSeed), measurement.Length);
        byte[] helperBytes = FieldCodec.Encode<F>(helperMeasurement);
        var leaderShare = new byte[LeaderInputShareSize];
        Span<byte> leaderBytes = leaderShare.AsSpan(0, measurement.Length * F.EncodedSize);
        FieldCodec.Encode<F>(Subtract(measurement, helperMeasurement), leaderBytes);

        var publicShare = new byte[PublicShareSize];
        F[] jointRand = [];
        if (_joint)
        {
            Span<byte> leaderPart = publicShare.AsSpan(0, _seedSize);
            Span<byte> helperPart = publicShare.AsSpan(_seedSize);
            DerivePart(leaderBlind, AggregatorRole.Leader, nonce, leaderBytes, leaderPart);
            DerivePart(helperBlind, AggregatorRole.Helper, nonce, helperBytes, helperPart);
            var seed = new byte[_seedSize];
            _streams.JointRandSeed(leaderPart, helperPart, seed);
            jointRand = _streams.JointRand<F>(seed, _circuit.JointRandLength * _proofs);
        }

        F[] proveRand = _streams.ProveRand<F>(proveSeed, _flp.ProveRandLength * _proofs);
        var proofs = new F[ProofsLength];
        for (int i = 0; i < _proofs; i++)
        {
            _flp.Prove(measurement, Part(proveRand, i), Part(jointRand, i)).CopyTo(proofs, i * _flp.ProofLength);
        }

        F[] helperProofs = Prio3Streams.Expand<F>(_streams.HelperProofs(proofsSeed), ProofsLength);
        FieldCodec.Encode<F>(Subtract(proofs, helperProofs), leaderShare.AsSpan(leaderBytes.Length, ProofsLength * F.EncodedSize));
        leaderBlind.CopyTo(leaderShare.AsSpan(LeaderInputShareSize - leaderBlind.Length));
        return new ReportShares(publicShare, leaderShare, [.. measurementSeed, .. proofsSeed, .. helperBlind]);
    }

    /// <summary>Starts preparation of a report.</summary>
    public (PrepareState State, byte[] PrepareShare) PrepareInit(
        AggregatorRole role,
        ReadOnlySpan<byte> verifyKey,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> publicShare,
        in ReadOnlySequence<byte> inputShare)
    {
        VdafException.ThrowIfLengthDiffers("The public share", publicShare.Length, PublicShareSize);
        (F[] measurement, F[] proofs, byte[] blind) = role == AggregatorRole.Leader ? OpenLeader(inputShare) : OpenHelper(inputShare);

        var share = new byte[PrepareShareSize];
        var seed = new byte[PrepareMessageSize];
        F[] jointRand = [];
        if (_joint)
        {
            // The part is derived anew: what the client says about it in the public share does not count.
            Span<byte> ownPart = share.AsSpan(share.Length - _seedSize);
            DerivePart(blind, role, nonce, FieldCodec.Encode<F>(measurement), ownPart);
            ReadOnlySpan<byte> leaderPart = role == AggregatorRole.Leader ? ownPart : publicShare[.._seedSize];
            ReadOnlySpan<byte> helperPart = role == AggregatorRole.Helper ? ownPart : publicShare[_seedSize..];
            _streams.JointRandSeed(leaderPart, helperPart, seed);
            jointRand = _streams.JointRand<F>(seed, _circuit.JointRandLength * _proofs);
        }

        F[] queryRand = _streams.QueryRand<F>(verifyKey, nonce, _flp.QueryRandLength * _proofs);
        for (int i = 0; i < _proofs; i++)
        {
            F[] verifier = _flp.Query(measurement, Part(proofs, i), Part(queryRand, i), Part(jointRand, i), Shares);
            int size = verifier.Length * F.EncodedSize;
            FieldCodec.Encode<F>(verifier, share.AsSpan(i * size, size));
        }

        var output = new F[_circuit.OutputLength];
        _circuit.Truncate(measurement, output);
        return (new PrepareState(FieldCodec.Encode<F>(output), seed), share);
    }

    /// <summary>Decides on the sum of the verifiers.</summary>
    public byte[] PrepareSharesToMessage(ReadOnlySpan<byte> leaderShare, ReadOnlySpan<byte> helperShare)
    {
        VdafException.ThrowIfLengthDiffers("The leader's prepare share", leaderShare.Length, PrepareShareSize);
        VdafException.ThrowIfLengthDiffers("The helper's prepare share", helperShare.Length, PrepareShareSize);
        int size = VerifiersLength * F.EncodedSize;
        var verifiers = new F[VerifiersLength];
        var addend = new F[VerifiersLength];
        FieldCodec.Decode<F>(leaderShare[..size], verifiers, "The leader's verifier");
        FieldCodec.Decode<F>(helperShare[..size], addend, "The helper's verifier");
        for (int i = 0; i < verifiers.Length; i++)
            verifiers[i] += addend[i];

        for (int i = 0; i < _proofs; i++)
        {
            if (!_flp.Decide(Part(verifiers, i)))
                throw new VdafException(VdafError.ProofRejected, $"Proof {i + 1} of {_proofs} does not hold: the measurement is not valid.");
        }

        var message = new byte[PrepareMessageSize];
        if (_joint)
            _streams.JointRandSeed(leaderShare[size..], helperShare[size..], message);
        return message;
    }

    private (F[] Measurement, F[] Proofs, byte[] Blind) OpenLeader(in ReadOnlySequence<byte> inputShare)
    {
        VdafException.ThrowIfLengthDiffers("The leader's input share", inputShare.Length, LeaderInputShareSize);
        byte[] bytes = inputShare.ToArray();
        var measurement = new F[_circuit.InputLength];
        var proofs = new F[ProofsLength];
        int measurementSize = measurement.Length * F.EncodedSize;
        int proofsSize = proofs.Length * F.EncodedSize;
        FieldCodec.Decode<F>(bytes.AsSpan(0, measurementSize), measurement, "The leader's measurement share");
        FieldCodec.Decode<F>(bytes.AsSpan(measurementSize, proofsSize), proofs, "The leader's proof share");
        return (measurement, proofs, bytes[(measurementSize + proofsSize)..]);
    }

    private (F[] Measurement, F[] Proofs, byte[] Blind) OpenHelper(in ReadOnlySequence<byte> inputShare)
    {
        VdafException.ThrowIfLengthDiffers("The helper's input share", inputShare.Length, HelperInputShareSize);
        byte[] bytes = inputShare.ToArray();
        return (
            Prio3Streams.Expand<F>(_streams.HelperMeasurement(bytes.AsSpan(0, _seedSize)), _circuit.InputLength),
            Prio3Streams.Expand<F>(_streams.HelperProofs(bytes.AsSpan(_seedSize, _seedSize)), ProofsLength),
            bytes[(2 * _seedSize)..]);
    }

    private void DerivePart(
        ReadOnlySpan<byte> blind, AggregatorRole role, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> measurementShare, Span<byte> part)
    {
        using XofStream stream = _streams.JointRandPart(blind, role, nonce);
        stream.Absorb(measurementShare);
        stream.Squeeze(part);
    }

    private ReadOnlySpan<F> Part(F[] values, int proof)
    {
        int length = values.Length / _proofs;
        return values.AsSpan(proof * length, length);
    }

    private static F[] Subtract(ReadOnlySpan<F> left, ReadOnlySpan<F> right)
    {
        var difference = new F[left.Length];
        for (int i = 0; i < difference.Length; i++)
            difference[i] = left[i] - right[i];
        return difference;
    }
}
