using System.Buffers;
using Dpsa.Dap;
using Dpsa.Vdaf;

namespace Dpsa.Benchmarks.Workloads;

/// <summary>One report of a fixed vector of nearly the largest norm, and every step of its way. Nothing in it is secret.</summary>
internal sealed class Client
{
    private const double NormUsed = 0.99;

    private readonly int[] _measurement;
    private readonly byte[] _nonce;
    private readonly byte[] _randomness;
    private readonly byte[] _verifyKey;
    private readonly Lazy<ReportShares> _shares;

    public Client(string function, int dimension, int threads)
    {
        Vdaf = Functions.Parameters(function, dimension).Create(threads);
        Random random = new(dimension);
        _measurement = Vector(random, dimension, NormUsed * Math.Sqrt((double)Vdaf.MaxSquaredNorm));
        _nonce = Bytes(random, Vdaf.NonceSize);
        _randomness = Bytes(random, Vdaf.RandomnessSize);
        _verifyKey = Bytes(random, Vdaf.VerifyKeySize);
        _shares = new Lazy<ReportShares>(Shard);
    }

    public IVdaf Vdaf { get; }

    public ReportShares Shares => _shares.Value;

    public ReportShares Shard() => Vdaf.Shard(_measurement, _nonce, _randomness);

    /// <summary>A report of its own, with fresh randomness.</summary>
    public Report FreshReport(TaskId task) => Report.Create(task, Vdaf, _measurement);

    public (PrepareState State, byte[] PrepareShare) PrepareLeader() => Prepare(AggregatorRole.Leader, Shares.PublicShare, Shares.LeaderInputShare);

    public (PrepareState State, byte[] PrepareShare) PrepareHelper() => Prepare(AggregatorRole.Helper, Shares.PublicShare, Shares.HelperInputShare);

    public (PrepareState State, byte[] PrepareShare) Prepare(AggregatorRole role, byte[] publicShare, byte[] inputShare) =>
        Vdaf.PrepareInit(role, _verifyKey, _nonce, publicShare, new ReadOnlySequence<byte>(inputShare));

    /// <summary>Both output shares, verified: a benchmark of a function that rejects the report would measure something else.</summary>
    public (byte[] Leader, byte[] Helper) Outputs()
    {
        (PrepareState leader, byte[] leaderShare) = PrepareLeader();
        (PrepareState helper, byte[] helperShare) = PrepareHelper();
        byte[] message = Vdaf.PrepareSharesToMessage(leaderShare, helperShare);
        return (Vdaf.PrepareNext(leader, message), Vdaf.PrepareNext(helper, message));
    }

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static int[] Vector(Random random, int dimension, double norm)
    {
        var direction = new double[dimension];
        for (int i = 0; i < dimension; i++)
            direction[i] = (2 * random.NextDouble()) - 1;
        double factor = norm / Math.Sqrt(direction.Sum(x => x * x));

        // Rounds towards zero, so the norm stays below the bound.
        return Array.ConvertAll(direction, x => (int)(x * factor));
    }
}
