// Composition of zCDP: costs add up (Bun and Steinke 2016, Lemma 1.7).

namespace Dpsa.Privacy;

/// <summary>
/// What a client's data has been spent on so far: rho = e^2/2 for each round, added up exactly. A value: each <c>Add</c>
/// returns the next one. It holds for one client that sends one report a round, and counts every round whose report was sent.
/// </summary>
/// <remarks>
/// Rounds that are added with their dimension and sensitivity are accounted exactly; a single one without, and the conversion
/// to epsilon is the one from zCDP, which is looser by 6 to 15 percent where epsilon is between 1 and 10.
/// </remarks>
public sealed record PrivacySpent
{
    private PrivacySpent(int rounds, int unprotectedRounds, Rational rho, DiscreteNoise? noise)
    {
        Rounds = rounds;
        UnprotectedRounds = unprotectedRounds;
        ProtectedRho = rho;
        Noise = noise;
    }

    /// <summary>Nothing spent yet.</summary>
    public static PrivacySpent Nothing { get; } = new(0, 0, Rational.Zero, null);

    /// <summary>Number of rounds, protected or not.</summary>
    public int Rounds { get; }

    /// <summary>Number of rounds without noise; any such round makes the cost infinite.</summary>
    public int UnprotectedRounds { get; }

    /// <summary>The zCDP cost of the protected rounds, exact.</summary>
    public Rational ProtectedRho { get; }

    /// <summary>The zCDP cost of all rounds; infinite if one of them had no noise.</summary>
    public double Rho => UnprotectedRounds > 0 ? double.PositiveInfinity : ProtectedRho.ToDouble();

    /// <summary>The noise of all protected rounds; null where there was none, or one of them was added without its dimension.</summary>
    public DiscreteNoise? Noise { get; }

    /// <summary>One round more at the given budget, of unknown dimension.</summary>
    public PrivacySpent Add(ZcdpBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        return new PrivacySpent(checked(Rounds + 1), UnprotectedRounds, ProtectedRho + budget.Rho, null);
    }

    /// <summary>One round more under the given strategy, of unknown dimension; without noise its cost is infinite.</summary>
    public PrivacySpent Add(DpStrategy strategy)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        return strategy.Budget is { } budget ? Add(budget) : AddUnprotected();
    }

    /// <summary>One round more of known dimension and sensitivity; without noise its cost is infinite.</summary>
    /// <exception cref="OverflowException">There are more than 2^63 coordinates.</exception>
    public PrivacySpent Add(RoundPrivacy round)
    {
        ArgumentNullException.ThrowIfNull(round);
        if (round.Strategy.Budget is not { } budget)
            return AddUnprotected();
        var noise = new DiscreteNoise(round.Dimension, round.L2Sensitivity / budget.Epsilon);
        bool first = Rounds == UnprotectedRounds;
        return new PrivacySpent(
            checked(Rounds + 1), UnprotectedRounds, ProtectedRho + budget.Rho, first ? noise : Noise?.And(noise));
    }

    /// <summary>The epsilon of approximate differential privacy at the given delta: the best bound for what is known.</summary>
    /// <param name="delta">Probability of failure, between 0 and 1 exclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException">Delta is out of range.</exception>
    public double ToEpsilon(double delta) => Guarantee(delta).Epsilon;

    /// <summary>The best valid bound at the given delta, and how it was obtained.</summary>
    /// <param name="delta">Probability of failure, between 0 and 1 exclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException">Delta is out of range.</exception>
    public PrivacyGuarantee Guarantee(double delta) => PrivacyGuarantee.Of(RhoUpwards, delta, Noise);

    /// <summary>The four readings of what was spent; the first is the guarantee.</summary>
    /// <param name="delta">Probability of failure, between 0 and 1 exclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException">Delta is out of range.</exception>
    /// <exception cref="InvalidOperationException">The noise is not known: see <see cref="Noise"/>.</exception>
    public IReadOnlyList<PrivacyReading> Readings(double delta) => PrivacyReading.AllOf(RhoUpwards, delta, Noise
        ?? throw new InvalidOperationException("The noise of this account is not known; add its rounds with dimension and sensitivity."));

    private double RhoUpwards => UnprotectedRounds > 0 ? double.PositiveInfinity : ProtectedRho.ToDoubleUpwards();

    private PrivacySpent AddUnprotected() => new(checked(Rounds + 1), checked(UnprotectedRounds + 1), ProtectedRho, Noise);

    /// <summary>"3 rounds, rho = 1350".</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Rounds} {(Rounds == 1 ? "round" : "rounds")}, rho = {Rho:G6}");
}
