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

/// <summary>Sharding and preparation. All lengths are right: the function checks them.</summary>
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

    /// <summary>Bytes of a seed, which the verify key is.</summary>
    public int SeedSize => _seedSize;

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

        var publicShare = new byte[PublicShareSize];
        var leaderShare = new byte[LeaderInputShareSize];
        try
        {
            Span<byte> leaderBytes = leaderShare.AsSpan(0, measurement.Length * F.EncodedSize);
            using (var helperMeasurement = new Secret<F>(measurement.Length))
            {
                _streams.HelperMeasurement(measurementSeed).Expand(helperMeasurement.Span);
                FieldCodec.EncodeDifference(measurement, helperMeasurement.Span, leaderBytes);
                if (_joint)
                {
                    using var helperBytes = new EncodedView<F>(helperMeasurement.Span);
                    DerivePart(leaderBlind, AggregatorRole.Leader, nonce, leaderBytes, publicShare.AsSpan(0, _seedSize));
                    DerivePart(helperBlind, AggregatorRole.Helper, nonce, helperBytes.Bytes, publicShare.AsSpan(_seedSize));
                }
            }

            F[] jointRand = [];
            if (_joint)
            {
                var seed = new byte[_seedSize];
                _streams.JointRandSeed(publicShare.AsSpan(0, _seedSize), publicShare.AsSpan(_seedSize), seed);
                jointRand = _streams.JointRand<F>(seed, _circuit.JointRandLength * _proofs);
            }

            using var proveRand = new Secret<F>(_flp.ProveRandLength * _proofs);
            _streams.ProveRand(proveSeed, proveRand.Span);
            using var proofs = new Secret<F>(ProofsLength);
            for (int i = 0; i < _proofs; i++)
                _flp.Prove(measurement, Part(proveRand.Span, i), Part(jointRand, i), Part(proofs.Span, i));

            using var helperProofs = new Secret<F>(ProofsLength);
            _streams.HelperProofs(proofsSeed).Expand(helperProofs.Span);
            FieldCodec.EncodeDifference(proofs.Span, helperProofs.Span,
                leaderShare.AsSpan(leaderBytes.Length, ProofsLength * F.EncodedSize));
            leaderBlind.CopyTo(leaderShare.AsSpan(LeaderInputShareSize - leaderBlind.Length));
            return new ReportShares(publicShare, leaderShare, [.. measurementSeed, .. proofsSeed, .. helperBlind]);
        }
        catch
        {
            leaderShare.Zero();
            throw;
        }
    }

    /// <summary>Starts preparation of a report.</summary>
    public (PrepareState State, byte[] PrepareShare) PrepareInit(
        AggregatorRole role,
        ReadOnlySpan<byte> verifyKey,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> publicShare,
        in ReadOnlySequence<byte> inputShare)
    {
        using var measurement = new Secret<F>(_circuit.InputLength);
        using var proofs = new Secret<F>(ProofsLength);
        using Secret<byte> blind = role == AggregatorRole.Leader
            ? OpenLeader(inputShare, measurement.Span, proofs.Span)
            : OpenHelper(inputShare, measurement.Span, proofs.Span);

        var share = new byte[PrepareShareSize];
        var seed = new byte[PrepareMessageSize];
        F[] jointRand = [];
        if (_joint)
        {
            // The part is derived anew: what the client says about it in the public share does not count.
            Span<byte> ownPart = share.AsSpan(share.Length - _seedSize);
            using var bytes = new EncodedView<F>(measurement.Span);
            DerivePart(blind.Span, role, nonce, bytes.Bytes, ownPart);
            ReadOnlySpan<byte> leaderPart = role == AggregatorRole.Leader ? ownPart : publicShare[.._seedSize];
            ReadOnlySpan<byte> helperPart = role == AggregatorRole.Helper ? ownPart : publicShare[_seedSize..];
            _streams.JointRandSeed(leaderPart, helperPart, seed);
            jointRand = _streams.JointRand<F>(seed, _circuit.JointRandLength * _proofs);
        }

        F[] queryRand = _streams.QueryRand<F>(verifyKey, nonce, _flp.QueryRandLength * _proofs);
        for (int i = 0; i < _proofs; i++)
        {
            F[] verifier = _flp.Query(measurement.Span, Part(proofs.Span, i), Part(queryRand, i), Part(jointRand, i), Shares);
            int size = verifier.Length * F.EncodedSize;
            FieldCodec.Encode<F>(verifier, share.AsSpan(i * size, size));
        }

        using var output = new Secret<F>(_circuit.OutputLength);
        _circuit.Truncate(measurement.Span, output.Span);
        return (new PrepareState(FieldCodec.Encode<F>(output.Span), seed), share);
    }

    /// <summary>Decides on the sum of the verifiers.</summary>
    public byte[] PrepareSharesToMessage(ReadOnlySpan<byte> leaderShare, ReadOnlySpan<byte> helperShare)
    {
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
                throw new VdafException(VdafError.ProofRejected,
                    $"Proof {i + 1} of {_proofs} does not hold: the measurement is not valid.");
        }

        var message = new byte[PrepareMessageSize];
        if (_joint)
            _streams.JointRandSeed(leaderShare[size..], helperShare[size..], message);
        return message;
    }

    /// <summary>Decodes the leader's input share; what remains of it is the blind.</summary>
    private static Secret<byte> OpenLeader(in ReadOnlySequence<byte> inputShare, Span<F> measurement, Span<F> proofs)
    {
        long measurementSize = (long)measurement.Length * F.EncodedSize;
        long proofsSize = (long)proofs.Length * F.EncodedSize;
        FieldCodec.Decode(inputShare.Slice(0, measurementSize), measurement, "The leader's measurement share");
        FieldCodec.Decode(inputShare.Slice(measurementSize, proofsSize), proofs, "The leader's proof share");
        return new Secret<byte>(inputShare.Slice(measurementSize + proofsSize).ToArray());
    }

    /// <summary>Expands the helper's input share; what remains of it is the blind.</summary>
    private Secret<byte> OpenHelper(in ReadOnlySequence<byte> inputShare, Span<F> measurement, Span<F> proofs)
    {
        using var seeds = new Secret<byte>(inputShare.Slice(0, 2 * _seedSize).ToArray());
        _streams.HelperMeasurement(seeds.Span[.._seedSize]).Expand(measurement);
        _streams.HelperProofs(seeds.Span[_seedSize..]).Expand(proofs);
        return new Secret<byte>(inputShare.Slice(2 * _seedSize).ToArray());
    }

    private void DerivePart(
        ReadOnlySpan<byte> blind, AggregatorRole role, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> measurementShare, Span<byte> part)
    {
        using XofStream stream = _streams.JointRandPart(blind, role, nonce);
        stream.Absorb(measurementShare);
        stream.Squeeze(part);
    }

    private Span<F> Part(Span<F> values, int proof)
    {
        int length = values.Length / _proofs;
        return values.Slice(proof * length, length);
    }
}
