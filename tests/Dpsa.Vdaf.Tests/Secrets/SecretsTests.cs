using System.Buffers;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Pine;
using Dpsa.Vdaf.PingPong;
using Dpsa.Vdaf.Prio3;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Tests.Secrets;

/// <summary>No copy of a secret stays on the heap when a call returns, or when an exception leaves it.</summary>
[Collection(SecretsCollection.Name)]
public class SecretsTests
{
    private const int Dimension = 300;
    private const uint Prio3CodePoint = FixedPointBoundedL2VecSum.CodePoint;

    private static readonly byte[] Nonce = Samples.Bytes(1, 16);

    private static FixedPointCircuit Circuit => new(Dimension, 16);

    private static Prio3Streams Prio3Streams => new(XofAlgorithm.TurboShake128, Prio3CodePoint, proofs: 1);

    [RequiresOwnMemoryFact]
    public void What_stays_on_the_heap_is_found()
    {
        using var words = new SecretWords();
        byte[] secret = Samples.Bytes(2, 4000);
        words.Take<byte>(secret.AsSpan());
        words.ShouldBeThere();
        words.Take(secret);
        words.ShouldBeGone();
    }

    [RequiresOwnMemoryFact]
    public void Sharding_with_Prio3_leaves_nothing()
    {
        IVdaf vdaf = new FixedPointParameters(Dimension, 16).Create(2);
        int[] measurement = Samples.Measurement(3, Dimension, 16);
        byte[] randomness = Samples.Bytes(4, vdaf.RandomnessSize);
        using var words = new SecretWords();
        TakePrio3Secrets(words, randomness);
        Clear(vdaf.Shard(measurement, Nonce, randomness));
        words.ShouldBeGone();
    }

    // A seed that is missing is found out after the measurement has been split.
    [RequiresOwnMemoryFact]
    public void Sharding_with_Prio3_leaves_nothing_where_an_exception_leaves()
    {
        FixedPointCircuit circuit = Circuit;
        var plain = new Prio3<Field128>(circuit, Prio3CodePoint, 1, XofAlgorithm.TurboShake128);
        int[] measurement = Samples.Measurement(3, Dimension, 16);
        byte[] randomness = Samples.Bytes(5, 80);
        using var words = new SecretWords();
        TakePrio3Secrets(words, randomness);
        ReportShares shares = new FixedPointSharder(circuit, plain, Prio3Streams, 1).Shard(measurement, Nonce, randomness);
        words.Take(shares.LeaderInputShare[..(16 * circuit.InputLength)]);
        Clear(shares);
        words.ShouldBeGone();

        Should.Throw<ArgumentException>(() => new FixedPointSharder(circuit, plain, Prio3Streams, 1).Shard(measurement, Nonce, randomness.AsSpan(0, 64)));
        words.ShouldBeGone();
        using (var encoded = new Secret<Field128>(FixedPointEncoder.Encode(measurement, 16)))
            Clear(plain.Shard(encoded.Span, Nonce, randomness));
        words.ShouldBeGone();
    }

    [RequiresOwnMemoryFact]
    public void Preparing_with_Prio3_leaves_nothing()
    {
        IVdaf vdaf = new FixedPointParameters(Dimension, 16).Create(1);
        byte[] randomness = Samples.Bytes(6, vdaf.RandomnessSize);
        byte[] key = Samples.Bytes(7, 16);
        int measurementSize = 16 * Circuit.InputLength;
        using var words = new SecretWords();
        TakePrio3Secrets(words, randomness);
        ReportShares shares = vdaf.Shard(Samples.Measurement(3, Dimension, 16), Nonce, randomness);
        words.Take<byte>(shares.LeaderInputShare.AsSpan(measurementSize));

        (PrepareState helper, _) = vdaf.PrepareInit(AggregatorRole.Helper, key, Nonce, shares.PublicShare, new(shares.HelperInputShare));
        (PrepareState leader, _) = vdaf.PrepareInit(AggregatorRole.Leader, key, Nonce, shares.PublicShare, new(shares.LeaderInputShare));

        // An element of the measurement that is out of range, one of the proof, and an input share that comes in pieces.
        foreach (int element in (int[])[Circuit.InputLength - 1, (shares.LeaderInputShare.Length / 16) - 2])
        {
            Span<byte> place = shares.LeaderInputShare.AsSpan(16 * element, 16);
            byte[] kept = [.. place];
            place.Fill(0xFF);
            Should.Throw<VdafException>(() => vdaf.PrepareInit(
                AggregatorRole.Leader, key, Nonce, shares.PublicShare, Sequences.InPieces(shares.LeaderInputShare, 1000)));
            kept.CopyTo(shares.LeaderInputShare, 16 * element);
        }

        Clear(shares);
        words.ShouldBeGone();
        words.Take(leader.OutputShare);
        words.Take(helper.OutputShare);
        words.ShouldBeGone();
    }

    [RequiresOwnMemoryFact]
    public void Sharding_with_PINE_leaves_nothing()
    {
        SharePine<Field64>(PineVariant.Pine64);
        SharePine<Field128>(PineVariant.Pine128);
        SharePine<Field32>(PineVariant.Pine32HmacSha256Aes128);
        SharePine<Field40>(PineVariant.Pine40HmacSha256Aes128);
    }

    [RequiresOwnMemoryFact]
    public void Preparing_with_PINE_leaves_nothing_where_a_share_is_malformed()
    {
        PreparePine<Field64>(PineVariant.Pine64);
        PreparePine<Field128>(PineVariant.Pine128);
        PreparePine<Field32>(PineVariant.Pine32HmacSha256Aes128);
        PreparePine<Field40>(PineVariant.Pine40HmacSha256Aes128);
    }

    [RequiresOwnMemoryFact]
    public void A_report_that_the_helper_rejects_leaves_no_output_share()
    {
        IVdaf vdaf = new FixedPointParameters(Dimension, 16).Create(1);
        byte[] key = Samples.Bytes(7, 16);
        using var words = new SecretWords();
        ReportShares shares = vdaf.Shard(Samples.Measurement(3, Dimension, 16), Nonce, Samples.Bytes(8, vdaf.RandomnessSize));
        (PrepareState state, _) = vdaf.PrepareInit(AggregatorRole.Helper, key, Nonce, shares.PublicShare, new(shares.HelperInputShare));
        words.Take(state.OutputShare);
        byte[] opening = new PingPongMessage.Initialize(new byte[vdaf.PrepareShareSize]).Encode();
        Should.Throw<VdafException>(() =>
            PingPongTopology.HelperFinish(vdaf, key, Nonce, shares.PublicShare, new(shares.HelperInputShare), opening))
            .Error.ShouldBe(VdafError.ProofRejected);
        words.ShouldBeGone();
    }

    /// <summary>The helper's shares, and the wire seeds.</summary>
    private static void TakePrio3Secrets(SecretWords words, byte[] randomness)
    {
        Take(Prio3Streams.HelperMeasurement(randomness.AsSpan(0, 16)), Circuit.InputLength);
        Take(Prio3Streams.HelperProofs(randomness.AsSpan(16, 16)), Circuit.Gadgets.Sum(g => g.ProofLength));
        using var proveRand = new Secret<Field128>(Circuit.Gadgets.Sum(g => g.Arity));
        Prio3Streams.ProveRand(randomness.AsSpan(64), proveRand.Span);
        words.Take<Field128>(proveRand.Span);

        void Take(XofStream stream, int length)
        {
            using var values = new Secret<Field128>(length);
            stream.Expand(values.Span);
            words.Take<Field128>(values.Span);
        }
    }

    private static void SharePine<F>(PineVariant variant)
        where F : unmanaged, IField<F>
    {
        var pair = new Tests.Pine.PinePair<F>(PineParameters.ForBound(variant, Dimension, 1, 8));
        int[] measurement = [.. Enumerable.Range(0, Dimension).Select(i => (i * 37 % 17) - 8)];
        byte[] randomness = Samples.Bytes(9, pair.Vdaf.RandomnessSize);
        using var words = new SecretWords();
        TakePineSecrets<F>(words, pair, randomness);
        ReportShares shares = pair.Vdaf.Shard(measurement, pair.Nonce, randomness);
        words.Take<byte>(shares.LeaderInputShare.AsSpan(0, pair.Layout.BaseLength * F.EncodedSize));
        Clear(shares);
        words.ShouldBeGone();

        // The tests' encoder fails where a test fails; and a seed that is missing is found out after the measurement has been split.
        using var input = new Secret<F>(pair.Layout.InputLength);
        foreach (byte[] seeds in (byte[][])[randomness, randomness[..^1]])
        {
            PineEncoder.EncodeBase(measurement, pair.Layout, input.Span[..pair.Layout.BaseLength]);
            Should.Throw<Exception>(() => pair.Vdaf.Sharder.Shard(
                input.Span, (_, _, _) => { if (seeds == randomness) throw new VdafException(VdafError.WraparoundTestFailed, ""); }, pair.Nonce, seeds));
        }

        input.Span.Clear();
        words.ShouldBeGone();
    }

    private static void PreparePine<F>(PineVariant variant)
        where F : unmanaged, IField<F>
    {
        var pair = new Tests.Pine.PinePair<F>(PineParameters.ForBound(variant, Dimension, 1, 8));
        byte[] randomness = Samples.Bytes(10, pair.Vdaf.RandomnessSize);
        byte[] key = Samples.Bytes(11, pair.Vdaf.VerifyKeySize);
        using var words = new SecretWords();
        TakePineSecrets<F>(words, pair, randomness);
        ReportShares shares = pair.Vdaf.Shard([.. Enumerable.Range(0, Dimension).Select(i => i % 7)], pair.Nonce, randomness);
        words.Take<byte>(shares.LeaderInputShare.AsSpan(0, pair.Layout.MeasurementLength * F.EncodedSize));
        (PrepareState leader, _) = Prepare(AggregatorRole.Leader, new(shares.LeaderInputShare));
        (PrepareState helper, _) = Prepare(AggregatorRole.Helper, new(shares.HelperInputShare));

        // The last element of the last proof.
        shares.LeaderInputShare.AsSpan(shares.LeaderInputShare.Length - (2 * pair.Vdaf.VerifyKeySize) - F.EncodedSize, F.EncodedSize).Fill(0xFF);
        Should.Throw<VdafException>(() => Prepare(AggregatorRole.Leader, new(shares.LeaderInputShare)));
        Clear(shares);
        words.Take(leader.OutputShare);
        words.Take(helper.OutputShare);
        words.ShouldBeGone();

        (PrepareState, byte[]) Prepare(AggregatorRole role, ReadOnlySequence<byte> share) =>
            pair.Vdaf.PrepareInit(role, key, pair.Nonce, shares.PublicShare, share);
    }

    /// <summary>The helper's shares, and the wire seeds.</summary>
    private static void TakePineSecrets<F>(SecretWords words, Tests.Pine.PinePair<F> pair, byte[] randomness)
        where F : unmanaged, IField<F>
    {
        PineInstance instance = PineInstance.Of(pair.Parameters.Variant);
        var streams = new PineStreams(instance, pair.Parameters.Proofs, pair.Parameters.NormEqualityProofs);
        int size = streams.SeedSize;
        Take(streams.HelperMeasurement(randomness.AsSpan(0, size)), pair.Layout.MeasurementLength);
        Take(streams.HelperProofs(randomness.AsSpan(size, size)), 200);
        using var proveRand = new Secret<F>(100);
        streams.ProveRand(randomness.AsSpan(6 * size), proveRand.Span);
        words.Take<F>(proveRand.Span);

        void Take(XofStream stream, int length)
        {
            using var values = new Secret<F>(length);
            stream.Expand(values.Span);
            words.Take<F>(values.Span);
        }
    }

    private static void Clear(ReportShares shares)
    {
        foreach (byte[] share in (byte[][])[shares.LeaderInputShare, shares.HelperInputShare, shares.PublicShare])
            share.AsSpan().Clear();
    }
}
