// Composition of zCDP: costs add up (Bun and Steinke 2016, Lemma 1.7).

namespace Dpsa.Privacy;

/// <summary>
/// What a client's data has been spent on so far: rho = e^2/2 for each round, added up exactly. A value: <see cref="Add(ZcdpBudget)"/>
/// returns the next one. It holds for one client that sends one report a round, and counts every round whose report was sent.
/// </summary>
public sealed record PrivacySpent
{
    private PrivacySpent(int rounds, int unprotectedRounds, Rational rho)
    {
        Rounds = rounds;
        UnprotectedRounds = unprotectedRounds;
        ProtectedRho = rho;
    }

    /// <summary>Nothing spent yet.</summary>
    public static PrivacySpent Nothing { get; } = new(0, 0, Rational.Zero);

    /// <summary>Number of rounds, protected or not.</summary>
    public int Rounds { get; }

    /// <summary>Number of rounds without noise; any such round makes the cost infinite.</summary>
    public int UnprotectedRounds { get; }

    /// <summary>The zCDP cost of the protected rounds, exact.</summary>
    public Rational ProtectedRho { get; }

    /// <summary>The zCDP cost of all rounds; infinite if one of them had no noise.</summary>
    public double Rho => UnprotectedRounds > 0 ? double.PositiveInfinity : ProtectedRho.ToDouble();

    /// <summary>One round more at the given budget.</summary>
    public PrivacySpent Add(ZcdpBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        return new PrivacySpent(checked(Rounds + 1), UnprotectedRounds, ProtectedRho + budget.Rho);
    }

    /// <summary>One round more under the given strategy; without noise its cost is infinite.</summary>
    public PrivacySpent Add(DpStrategy strategy)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        return strategy.Budget is { } budget
            ? Add(budget)
            : new PrivacySpent(checked(Rounds + 1), UnprotectedRounds + 1, ProtectedRho);
    }

    /// <summary>The epsilon of approximate differential privacy at the given delta, by the tight conversion.</summary>
    /// <param name="delta">Probability of failure, between 0 and 1 exclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException">Delta is out of range.</exception>
    public double ToEpsilon(double delta) => ZcdpAccounting.Epsilon(Rho, delta);

    /// <summary>"3 rounds, rho = 1350".</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Rounds} {(Rounds == 1 ? "round" : "rounds")}, rho = {Rho:G6}");
}
