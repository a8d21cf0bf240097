// Solves a plan for its missing quantity. Every solver ends on a value that was itself found to be within the epsilon, so that
// none relies on the guarantee being monotone: where the conversion changes from exact to zCDP, it has a small step.

using static System.FormattableString;

namespace Dpsa.Privacy;

internal sealed class PlanSolver(PrivacyPlanRequest request)
{
    /// <summary>Decimal digits of a solved privacy parameter.</summary>
    public const int ParameterDigits = 6;

    private const double SmallestDelta = 1e-300;

    // What bisection leaves of a factor of two is below the digits that are kept.
    private const int Halvings = 40;

    /// <summary>The guarantee of T rounds at privacy parameter e.</summary>
    public PrivacyGuarantee Guarantee(Rational parameter, int rounds, double delta) =>
        PrivacyGuarantee.Of(Rho(parameter, rounds).ToDoubleUpwards(), delta, Noise(parameter, rounds));

    /// <summary>T e^2 / 2.</summary>
    public static Rational Rho(Rational parameter, int rounds) => parameter * parameter * rounds / 2;

    public DiscreteNoise Noise(Rational parameter, int rounds) =>
        new((long)request.Dimension * rounds, request.L2Sensitivity / parameter);

    /// <summary>The largest number of rounds within epsilon.</summary>
    public int SolveRounds(Rational parameter, double delta, double epsilon)
    {
        if (Guarantee(parameter, 1, delta).Epsilon is var single && single > epsilon)
            throw new ArgumentException(
                Invariant($"One round at privacy parameter {parameter.ToDouble():G6} has epsilon = {single:G4}, above {epsilon}; ")
                + "use a smaller privacy parameter.");
        long low = 1, high = 2;
        while (high <= int.MaxValue && Within((int)high))
        {
            low = high;
            high *= 2;
        }
        high = Math.Min(high, int.MaxValue + 1L);
        while (high - low > 1)
        {
            long middle = (low + high) / 2;
            if (Within((int)middle))
                low = middle;
            else
                high = middle;
        }
        return (int)low;

        bool Within(int rounds) => Guarantee(parameter, rounds, delta).Epsilon <= epsilon;
    }

    /// <summary>The largest privacy parameter of <see cref="ParameterDigits"/> digits within epsilon.</summary>
    public Rational SolveParameter(int rounds, double delta, double epsilon)
    {
        // Beyond it the noise would be below one integer unit.
        Rational largest = request.L2Sensitivity;
        if (Within(largest))
            return largest;
        double low = largest.ToDouble();
        do
        {
            low /= 2;
            if (request.L2Sensitivity / Rational.FromDouble(low) > DiscreteGaussian.MaxSigma)
                throw new ArgumentException(
                    Invariant($"No noise that can be sampled keeps {rounds} rounds within epsilon = {epsilon} at delta = {delta}; ")
                    + "allow a larger epsilon.");
        }
        while (!Within(Rounded(low)));
        double high = 2 * low;
        Rational best = Rounded(low);
        for (int i = 0; i < Halvings; i++)
        {
            double middle = low + (high - low) / 2;
            Rational candidate = Rounded(middle);
            if (candidate == best || Within(candidate))
                (low, best) = (middle, candidate);
            else
                high = middle;
        }
        return best;

        static Rational Rounded(double value) => Rational.FromDouble(value).Round(ParameterDigits, MidpointRounding.ToZero);

        bool Within(Rational parameter) => Guarantee(parameter, rounds, delta).Epsilon <= epsilon;
    }

    /// <summary>The smallest delta for epsilon.</summary>
    public double SolveDelta(Rational parameter, int rounds, double epsilon)
    {
        double limit = request.DeltaLimit;
        PrivacyGuarantee loosest = Guarantee(parameter, rounds, limit);
        if (loosest.Epsilon > epsilon)
            throw new ArgumentException(
                Invariant($"{rounds} rounds at privacy parameter {parameter.ToDouble():G6} have epsilon = {loosest.Epsilon:G4}, above ")
                + Invariant($"{epsilon}, even at the largest delta, {limit:G3}; use a smaller privacy parameter or fewer rounds."));
        double low = Math.Log(SmallestDelta), high = Math.Log(limit), best = limit;
        for (int i = 0; i < 2 * Halvings; i++)
        {
            double middle = low + (high - low) / 2, delta = Math.Exp(middle);
            if (Guarantee(parameter, rounds, delta).Epsilon <= epsilon)
                (high, best) = (middle, delta);
            else
                low = middle;
        }
        return best;
    }
}
