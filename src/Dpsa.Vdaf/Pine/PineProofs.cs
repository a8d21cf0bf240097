// Proofs of draft-chen-cfrg-vdaf-pine-02.
//
//     norm equality    over gradient | bits of v, without joint randomness
//     main             over what follows the gradient | dot products, with 3 elements of joint randomness a proof

using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;

namespace Dpsa.Vdaf.Pine;

/// <summary>
/// All proofs of one measurement: first those of the norm equality, then those of the main circuit, each with its own randomness.
/// Inputs are the measurement followed by the dot products of the tests.
/// </summary>
internal sealed class PineProofs<F>
    where F : unmanaged, IField<F>
{
    private const int Shares = 2;

    private readonly PineLayout _layout;
    private readonly PineStreams _streams;
    private readonly MainCircuit<F> _mainCircuit;
    private readonly NormEqualityCircuit<F> _normCircuit;
    private readonly FullyLinearProof<F> _norm;
    private readonly FullyLinearProof<F> _main;
    private readonly int _jointRandLength;
    private readonly int _normProofs;
    private readonly int _mainProofs;

    public PineProofs(PineParameters parameters, PineLayout layout, PineStreams streams)
    {
        _layout = layout;
        _streams = streams;
        _mainCircuit = new MainCircuit<F>(layout, parameters.ChunkLength);
        _normCircuit = new NormEqualityCircuit<F>(layout, parameters.NormEqualityChunkLength);
        _jointRandLength = _mainCircuit.JointRandLength;
        _main = new FullyLinearProof<F>(_mainCircuit);
        _norm = new FullyLinearProof<F>(_normCircuit);
        _normProofs = parameters.NormEqualityProofs;
        _mainProofs = parameters.Proofs;
    }

    /// <summary>Elements of all proofs.</summary>
    public int ProofsLength => Total(p => p.ProofLength);

    /// <summary>Elements of all verifiers.</summary>
    public int VerifiersLength => Total(p => p.VerifierLength);

    /// <summary>Proves that the measurement is valid.</summary>
    /// <param name="input">The measurement, and the dot products of its tests.</param>
    /// <param name="proveSeed">Seed of the wire seeds.</param>
    /// <param name="jointSeed">Seed of the joint randomness.</param>
    /// <param name="proofs">Receives all proofs.</param>
    public void Prove(ReadOnlySpan<F> input, ReadOnlySpan<byte> proveSeed, ReadOnlySpan<byte> jointSeed, Span<F> proofs)
    {
        using var proveRand = new Secret<F>(Total(p => p.ProveRandLength));
        _streams.ProveRand(proveSeed, proveRand.Span);
        F[] jointRand = _streams.JointRand<F>(jointSeed, _jointRandLength * _mainProofs);
        Span<F> rest = proofs;
        ReadOnlySpan<F> randomness = proveRand.Span;
        for (int i = 0; i < _normProofs + _mainProofs; i++)
        {
            bool main = i >= _normProofs;
            FullyLinearProof<F> proof = main ? _main : _norm;
            ReadOnlySpan<F> seeds = randomness[..proof.ProveRandLength];
            if (main)
                ProveMain(InputOf(input, main), JointRandOf(jointRand, i), seeds, rest[..proof.ProofLength]);
            else
                ProveNorm(input[.._layout.Dimension], seeds, rest[..proof.ProofLength]);
            randomness = randomness[proof.ProveRandLength..];
            rest = rest[proof.ProofLength..];
        }
    }

    private void ProveNorm(ReadOnlySpan<F> gradient, ReadOnlySpan<F> seeds, Span<F> proof)
    {
        Gadget<F> gadget = _normCircuit.Gadgets[0];
        using var outputs = new Secret<F>(gadget.Calls);
        for (int call = 0; call < gadget.Calls; call++)
        {
            ReadOnlySpan<F> rest = gradient[(call * gadget.Arity)..];
            outputs.Array[call] = gadget.Operation.EvaluateSum(rest[..Math.Min(rest.Length, gadget.Arity)]);
        }

        CosetProver.Prove(gadget, gradient, outputs.Span, seeds, proof);
    }

    private void ProveMain(ReadOnlySpan<F> input, ReadOnlySpan<F> jointRand, ReadOnlySpan<F> seeds, Span<F> proof)
    {
        using var wires = new WireRecorder<F>(_mainCircuit);
        _mainCircuit.Evaluate(input, jointRand, 1, wires);
        CosetProver.Prove(_mainCircuit.Gadgets[0], wires.Of(0), wires.OutputsOf(0), seeds, proof);
    }

    /// <summary>Evaluates shares of the proofs on a share of the input, and encodes the verifiers.</summary>
    /// <exception cref="VdafException"><see cref="VdafError.QueryRandomnessOnDomain"/>.</exception>
    public void Query(
        ReadOnlySpan<F> input,
        ReadOnlySpan<F> proofs,
        ReadOnlySpan<byte> verifyKey,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> jointSeed,
        Span<byte> verifiers)
    {
        F[] queryRand = _streams.QueryRand<F>(verifyKey, nonce, Total(p => p.QueryRandLength));
        F[] jointRand = _streams.JointRand<F>(jointSeed, _jointRandLength * _mainProofs);
        ReadOnlySpan<F> points = queryRand;
        for (int i = 0; i < _normProofs + _mainProofs; i++)
        {
            bool main = i >= _normProofs;
            FullyLinearProof<F> proof = main ? _main : _norm;
            F[] verifier = proof.Query(
                InputOf(input, main), proofs[..proof.ProofLength], points[..proof.QueryRandLength], JointRandOf(jointRand, i), Shares);
            FieldCodec.Encode<F>(verifier, verifiers[..(verifier.Length * F.EncodedSize)]);
            proofs = proofs[proof.ProofLength..];
            points = points[proof.QueryRandLength..];
            verifiers = verifiers[(verifier.Length * F.EncodedSize)..];
        }
    }

    /// <summary>Throws unless every proof holds.</summary>
    /// <exception cref="VdafException"><see cref="VdafError.ProofRejected"/>, or a verifier is malformed.</exception>
    public void Decide(ReadOnlySpan<byte> leaderVerifiers, ReadOnlySpan<byte> helperVerifiers)
    {
        var sum = new F[VerifiersLength];
        var addend = new F[VerifiersLength];
        FieldCodec.Decode<F>(leaderVerifiers, sum, "The leader's verifier");
        FieldCodec.Decode<F>(helperVerifiers, addend, "The helper's verifier");
        for (int i = 0; i < sum.Length; i++)
            sum[i] += addend[i];

        ReadOnlySpan<F> rest = sum;
        for (int i = 0; i < _normProofs + _mainProofs; i++)
        {
            bool main = i >= _normProofs;
            FullyLinearProof<F> proof = main ? _main : _norm;
            if (!proof.Decide(rest[..proof.VerifierLength]))
            {
                throw new VdafException(
                    VdafError.ProofRejected,
                    main
                        ? $"Proof {i - _normProofs + 1} of {_mainProofs} does not hold: "
                            + "a bit, the norm's range or a wraparound test is wrong."
                        : $"Proof {i + 1} of {_normProofs} does not hold: the claimed norm is not the measurement's.");
            }

            rest = rest[proof.VerifierLength..];
        }
    }

    private ReadOnlySpan<F> InputOf(ReadOnlySpan<F> input, bool main) =>
        main ? input[_layout.Dimension..] : input[..(_layout.Dimension + _layout.NormBits)];

    private ReadOnlySpan<F> JointRandOf(F[] jointRand, int proof) =>
        proof < _normProofs ? [] : jointRand.AsSpan((proof - _normProofs) * _jointRandLength, _jointRandLength);

    private int Total(Func<FullyLinearProof<F>, int> length) => (_normProofs * length(_norm)) + (_mainProofs * length(_main));
}
