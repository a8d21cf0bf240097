using System.Buffers;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Pine;

namespace Dpsa.Vdaf.Tests.Pine;

/// <summary>Both aggregators, and clients that shard whatever they are told to.</summary>
internal sealed class PinePair<T>(PineParameters parameters)
    where T : unmanaged, IField<T>
{
    private readonly byte[] _verifyKey = Bytes(PineInstance.Of(parameters.Variant).Xof.SeedSize, 77);

    public PineParameters Parameters => parameters;

    public Pine<T> Vdaf { get; } = (Pine<T>)parameters.Create();

    public PineLayout Layout => Vdaf.Layout;

    public byte[] Nonce { get; } = Bytes(16, 33);

    public ReportShares Shard(int[] measurement, int seed = 1) => Vdaf.Shard(measurement, Nonce, Bytes(Vdaf.RandomnessSize, seed));

    /// <summary>A report over any gradient, with any bits for v and u, and any tests.</summary>
    public ReportShares Forge(T[] gradient, T[] v, T[] u, PineSharder<T>.TestEncoder tests, int seed = 1)
    {
        T[] input = [.. gradient, .. v, .. u, .. new T[(Layout.Checks * Layout.TestLength) + Layout.Checks]];
        return Vdaf.Sharder.Shard(input, tests, Nonce, Bytes(Vdaf.RandomnessSize, seed));
    }

    public T[] Bits(UInt128 value) => [.. Enumerable.Range(0, Layout.NormBits).Select(i => ((value >> i) & 1) == 1 ? T.One : T.Zero)];

    public static T[] Elements(IEnumerable<Int128> values) => [.. values.Select(v => FieldMath.FromSigned<T>(v))];

    /// <summary>Runs the preparation of both sides.</summary>
    /// <returns>The sum of both output shares, as centred residues.</returns>
    public Int128[] Verify(ReportShares shares)
    {
        (PrepareState leader, byte[] leaderShare) = Vdaf.PrepareInit(
            AggregatorRole.Leader, _verifyKey, Nonce, shares.PublicShare, new ReadOnlySequence<byte>(shares.LeaderInputShare));
        (PrepareState helper, byte[] helperShare) = Vdaf.PrepareInit(
            AggregatorRole.Helper, _verifyKey, Nonce, shares.PublicShare, new ReadOnlySequence<byte>(shares.HelperInputShare));
        byte[] message = Vdaf.PrepareSharesToMessage(leaderShare, helperShare);
        return Vdaf.Unshard(Vdaf.PrepareNext(leader, message), Vdaf.PrepareNext(helper, message), 1);
    }

    public void ShouldReject(ReportShares shares, string? proof = null)
    {
        VdafException e = Should.Throw<VdafException>(() => Verify(shares));
        e.Error.ShouldBe(VdafError.ProofRejected);
        if (proof is not null)
            e.Message.ShouldContain(proof);
    }

    /// <summary>Says whether each test succeeded, and where it did not, writes what there is room for.</summary>
    public static void AdmitFailures(ReadOnlySpan<T> dots, PineLayout layout, Span<T> destination) =>
        WriteTests(dots, layout, destination, false);

    /// <summary>Claims that every test succeeded, and where it did not, writes what there is room for.</summary>
    public static void ClaimSuccess(ReadOnlySpan<T> dots, PineLayout layout, Span<T> destination) =>
        WriteTests(dots, layout, destination, true);

    public static byte[] Bytes(int length, int seed) => [.. Enumerable.Range(0, length).Select(i => (byte)((i * 31) + seed + (seed >> 8)))];

    private static void WriteTests(ReadOnlySpan<T> dots, PineLayout layout, Span<T> destination, bool claim)
    {
        for (int i = 0; i < dots.Length; i++)
        {
            Int128 shifted = FieldMath.ToCentred(dots[i]) + layout.Width - 1;
            bool success = shifted >= 0 && shifted < 2 * layout.Width;
            Span<T> test = destination.Slice(i * layout.TestLength, layout.TestLength);
            for (int b = 0; b < layout.DotBits; b++)
                test[b] = ((shifted >> b) & 1) == 1 ? T.One : T.Zero;
            test[layout.DotBits] = success || claim ? T.One : T.Zero;
        }
    }
}
