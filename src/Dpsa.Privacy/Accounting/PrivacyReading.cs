// Four readings of one run (docs/accounting.md, "Four readings"). With mu for replacement and one honest aggregator:
//
//     replace one client          one honest aggregator   mu               the guarantee
//     replace one client          both                    mu / sqrt(2)
//     add or remove one client    one                     mu / 2
//     add or remove one client    both                    mu / (2 sqrt(2))

namespace Dpsa.Privacy;

/// <summary>
/// What one run's noise means under one convention. Papers mostly quote the weakest, add-or-remove with all noise counted;
/// the guarantee of this system is the strongest, <see cref="IsGuarantee"/>.
/// </summary>
public sealed record PrivacyReading
{
    private const double Tail = 1e-30;

    private readonly double _stretch;
    private readonly double _tail;

    private PrivacyReading(double rho, double delta, DiscreteNoise noise, NeighbourRelation neighbours, HonestAggregators honest)
    {
        Neighbours = neighbours;
        Honest = honest;
        double share = rho / (neighbours == NeighbourRelation.AddOrRemoveOne ? 4 : 1);
        HonestAggregators counted = honest;
        Guarantee = PrivacyGuarantee.Of(share, delta, noise);
        if (honest == HonestAggregators.Both)
        {
            // What holds with one honest aggregator holds with two.
            PrivacyGuarantee both = PrivacyGuarantee.Of(share / 2, delta, noise, honest);
            if (both.Epsilon <= Guarantee.Epsilon)
                Guarantee = both;
            else
                counted = HonestAggregators.One;
        }
        double slack = counted == HonestAggregators.Both ? noise.ConvolutionSlack() : 0;
        Mu = GaussianAccounting.MuOfRho(counted == HonestAggregators.Both ? share / 2 : share);
        _stretch = Math.BitIncrement(Math.Exp(noise.Eta(Math.Log(Tail), counted) + slack));
        _tail = Tail * Math.Exp(slack);
    }

    /// <summary>Which two runs are neighbours.</summary>
    public NeighbourRelation Neighbours { get; }

    /// <summary>Whose noise counts.</summary>
    public HonestAggregators Honest { get; }

    /// <summary>Whether this is the guarantee: any one client replaced, and one honest aggregator.</summary>
    public bool IsGuarantee => Neighbours == NeighbourRelation.ReplaceOne && Honest == HonestAggregators.One;

    /// <summary>The parameter mu of Gaussian differential privacy.</summary>
    public double Mu { get; }

    /// <summary>Epsilon at the delta that was asked for.</summary>
    public PrivacyGuarantee Guarantee { get; }

    /// <summary>
    /// Largest difference between true and false positive rate of a membership attack, 2 Phi(mu/2) - 1 and what the noise's
    /// discreteness can add: 0 is guessing, 1 is certainty.
    /// </summary>
    public double MembershipAdvantage => Math.Min(1, MembershipAttack.Advantage(Mu) + 2 * (_stretch - 1 + _tail));

    /// <summary>
    /// Largest true positive rate of a membership attack at the given false positive rate, Phi(Phi^-1(fpr) + mu) and what the
    /// noise's discreteness can add.
    /// </summary>
    /// <param name="falsePositiveRate">Rate at which the attack may accuse wrongly; between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of range.</exception>
    public double TruePositiveRate(double falsePositiveRate)
    {
        Check.Rate(falsePositiveRate);
        double rate = Math.Min(1, _stretch * falsePositiveRate + _tail);
        return Math.Min(1, _stretch * MembershipAttack.TruePositiveRate(Mu, rate) + _tail);
    }

    /// <summary>The four readings of a run; the first is the guarantee.</summary>
    /// <param name="rho">The run's zCDP cost for replacing one client, with one honest aggregator; at least 0.</param>
    /// <param name="delta">Probability of failure, between 0 and 1 exclusive.</param>
    /// <param name="noise">The discrete Gaussian noise of one aggregator over the run.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static IReadOnlyList<PrivacyReading> AllOf(double rho, double delta, DiscreteNoise noise)
    {
        ArgumentNullException.ThrowIfNull(noise);
        return
        [
            new(rho, delta, noise, NeighbourRelation.ReplaceOne, HonestAggregators.One),
            new(rho, delta, noise, NeighbourRelation.ReplaceOne, HonestAggregators.Both),
            new(rho, delta, noise, NeighbourRelation.AddOrRemoveOne, HonestAggregators.One),
            new(rho, delta, noise, NeighbourRelation.AddOrRemoveOne, HonestAggregators.Both),
        ];
    }

    /// <summary>"replace one client, one honest aggregator: mu = 1.666, epsilon = 8".</summary>
    public override string ToString()
    {
        string neighbours = Neighbours == NeighbourRelation.ReplaceOne ? "replace one client" : "add or remove one client";
        string honest = Honest == HonestAggregators.One ? "one honest aggregator" : "both honest";
        return FormattableString.Invariant($"{neighbours}, {honest}: mu = {Mu:G4}, epsilon = {Guarantee.Epsilon:G4}");
    }
}
