using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Flp;
using Dpsa.Vdaf.Ntt;
using Dpsa.Vdaf.Pine;
using Dpsa.Vdaf.PingPong;
using Dpsa.Vdaf.Prio3;

namespace Dpsa.Vdaf.Tests;

/// <summary>
/// At a query point of the domain of a proof, the verifier would be an input of the circuit: it is refused, with an error of its own.
/// </summary>
public class QueryPointTests
{
    private static readonly byte[] Nonce = Samples.Bytes(1, 16);

    // 32 points, of domains of 1024 and 2048 out of 2^32 values: one verify key out of 87,000 has one in a domain.
    [Fact]
    public void Both_aggregators_of_PINE_refuse_a_report_whose_query_point_is_on_the_domain()
    {
        const int Dimension = 1000;
        const int Proofs = 16;
        IVdaf vdaf = new PineParameters(PineVariant.Pine32HmacSha256Aes128, Dimension, 256, 8, Proofs, Proofs, 1, 1).Create();
        ReportShares shares = vdaf.Shard(new int[Dimension], Nonce, Samples.Bytes(2, vdaf.RandomnessSize));
        (byte[] key, int point) = FindKey(Proofs);
        point.ShouldBeLessThan(2 * Proofs);

        ShouldRefuse(() => vdaf.PrepareInit(AggregatorRole.Leader, key, Nonce, shares.PublicShare, new(shares.LeaderInputShare)));
        ShouldRefuse(() => vdaf.PrepareInit(AggregatorRole.Helper, key, Nonce, shares.PublicShare, new(shares.HelperInputShare)));
        ShouldRefuse(() => PingPongTopology.LeaderInitialize(vdaf, key, Nonce, shares.PublicShare, new(shares.LeaderInputShare)));
        byte[] opening = new PingPongMessage.Initialize(new byte[vdaf.PrepareShareSize]).Encode();
        ShouldRefuse(() => PingPongTopology.HelperFinish(vdaf, key, Nonce, shares.PublicShare, new(shares.HelperInputShare), opening));

        // A fresh report has another nonce, and other points.
        byte[] fresh = Samples.Bytes(3, 16);
        shares = vdaf.Shard(new int[Dimension], fresh, Samples.Bytes(4, vdaf.RandomnessSize));
        (_, opening) = PingPongTopology.LeaderInitialize(vdaf, key, fresh, shares.PublicShare, new(shares.LeaderInputShare));
        PingPongTopology.HelperFinish(vdaf, key, fresh, shares.PublicShare, new(shares.HelperInputShare), opening);
    }

    // The points themselves, which no search would find over a large field.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Prio3_refuses_a_query_point_on_the_domain_of_either_gadget(int gadget)
    {
        var circuit = new FixedPointCircuit(100, 16);
        var flp = new FullyLinearProof<Field128>(circuit);
        NttDomain<Field128> domain = NttDomain<Field128>.OfLog2(circuit.Gadgets[gadget].WireDomainLog2);
        Field128[] proof = Samples.Elements<Field128>(5, flp.ProofLength);
        Field128[] points = Samples.Elements<Field128>(6, flp.QueryRandLength);
        Field128[] measurement = Samples.Elements<Field128>(7, circuit.InputLength);
        Field128[] jointRand = Samples.Elements<Field128>(8, circuit.JointRandLength);
        foreach (int power in (int[])[0, 1, domain.Size / 2, domain.Size - 1])
        {
            points[gadget] = FieldMath.Pow(domain.Root, (UInt128)power);
            ShouldRefuse(() => new FixedPointQuery(circuit, proof, points, jointRand, 2));
            ShouldRefuse(() => flp.Query(measurement, proof, points, jointRand, 2));
        }

        // A root of twice the order is as good as any other point.
        points[gadget] = FieldMath.RootOfUnity<Field128>(domain.SizeLog2 + 1);
        Should.NotThrow(() => new FixedPointQuery(circuit, proof, points, jointRand, 2));
        Should.NotThrow(() => flp.Query(measurement, proof, points, jointRand, 2));
    }

    /// <summary>A key with a point on the domain of its proof; 1024 points for the norm, 2048 for the main circuit.</summary>
    private static (byte[] Key, int Point) FindKey(int proofs)
    {
        var streams = new PineStreams(PineInstance.Of(PineVariant.Pine32HmacSha256Aes128), proofs, proofs);
        for (int i = 0; ; i++)
        {
            byte[] key = [.. BitConverter.GetBytes(i), .. new byte[28]];
            Field32[] points = streams.QueryRand<Field32>(key, Nonce, 2 * proofs);
            int found = Array.FindIndex(points, p => FieldMath.Pow(p, 1024) == Field32.One);
            if (found >= 0)
                return (key, found);
        }
    }

    private static void ShouldRefuse(Func<object> action) => ShouldRefuse(() => { _ = action(); });

    private static void ShouldRefuse(Func<(PrepareState, byte[])> action) => ShouldRefuse(() => { _ = action(); });

    private static void ShouldRefuse(Func<(byte[], byte[])> action) => ShouldRefuse(() => { _ = action(); });

    private static void ShouldRefuse(Action action)
    {
        VdafException e = Should.Throw<VdafException>(action);
        e.Error.ShouldBe(VdafError.QueryRandomnessOnDomain);
        e.Message.ShouldContain("fresh report");
    }
}
