// A run's privacy and noise before it starts. With n clients, d parameters and clip norm C, the mean of a round's updates has
// norm at most C, and its noise, in units of C, the root mean square norm
//
//     2 sqrt(d) / (e n)              of one aggregator
//     2 sqrt(2) sqrt(d) / (e n)      of both: what a model is trained with
//
//     up to 1/2    clear             rule of thumb, from runs of the example (docs/accounting.md, "Can it learn?")
//     up to 3      slow
//     above        drowned

using System.Globalization;

namespace Dpsa.Privacy;

/// <summary>
/// A run that keeps within an epsilon: rounds, privacy parameter, guarantee and noise. Solved from any three of epsilon, delta,
/// rounds and privacy parameter.
/// </summary>
public sealed class PrivacyPlan
{
    /// <summary>Largest noise, in clip norms, that the updates stand out from.</summary>
    public const double ClearNoise = 0.5;

    /// <summary>Largest noise, in clip norms, that a model learns under at all.</summary>
    public const double SlowNoise = 3;

    private PrivacyPlan(PrivacyPlanRequest request, PlanSolver solver, Rational parameter, int rounds, double delta)
    {
        Clients = request.Clients;
        Dimension = request.Dimension;
        FractionalBits = request.FractionalBits;
        PrivacyParameter = parameter;
        Rounds = rounds;
        Rho = PlanSolver.Rho(parameter, rounds);
        Readings = PrivacyReading.AllOf(Rho.ToDoubleUpwards(), delta, solver.Noise(parameter, rounds));
        NoiseOfOneAggregator = 2 * Math.Sqrt(Dimension) / (parameter.ToDouble() * Clients);
    }

    /// <summary>Clients n of a round.</summary>
    public int Clients { get; }

    /// <summary>Parameters d of the model.</summary>
    public int Dimension { get; }

    /// <summary>Fractional bits of the updates, with the clip norm as one.</summary>
    public int FractionalBits { get; }

    /// <summary>L2 distance, in integer units, which replacing one client moves a sum by: 2 to the power of fractional bits + 1.</summary>
    public long L2Sensitivity => 2L << FractionalBits;

    /// <summary>Privacy parameter e of a round; where solved, the largest of six significant decimal digits, rounded down.</summary>
    public Rational PrivacyParameter { get; }

    /// <summary>Rounds T; where solved, the largest number that keeps within epsilon.</summary>
    public int Rounds { get; }

    /// <summary>The run's zCDP cost, T e^2 / 2, exact.</summary>
    public Rational Rho { get; }

    /// <summary>The run's mu, e sqrt(T).</summary>
    public double Mu => Readings[0].Mu;

    /// <summary>Delta and the epsilon that the run reaches: where epsilon was given, at most that.</summary>
    public PrivacyGuarantee Guarantee => Readings[0].Guarantee;

    /// <summary>The four readings of the run; the first is the guarantee.</summary>
    public IReadOnlyList<PrivacyReading> Readings { get; }

    /// <summary>Norm of one aggregator's noise in the mean of a round's updates, in clip norms: 2 sqrt(d) / (e n).</summary>
    public double NoiseOfOneAggregator { get; }

    /// <summary>Norm of both aggregators' noise in the mean of a round's updates, in clip norms: what the model is trained with.</summary>
    public double NoiseOfBothAggregators => Math.Sqrt(2) * NoiseOfOneAggregator;

    /// <summary>Whether a model can learn under that noise.</summary>
    public LearningOutlook Outlook => NoiseOfBothAggregators switch
    {
        <= ClearNoise => LearningOutlook.Clear,
        <= SlowNoise => LearningOutlook.Slow,
        _ => LearningOutlook.Drowned,
    };

    /// <summary>Clients of a round that would make the outlook clear, at this privacy parameter and model.</summary>
    public double ClientsForClearOutlook => Math.Ceiling(Clients * NoiseOfBothAggregators / ClearNoise);

    /// <summary>The outlook in one sentence.</summary>
    public string Explanation
    {
        get
        {
            string verdict = Outlook switch
            {
                LearningOutlook.Clear => "the updates stand out from the noise.",
                LearningOutlook.Slow => "training is slow and costs accuracy; {0} clients a round would stand out.",
                _ => "the noise drowns the updates and nothing is learned; {0} clients a round would stand out, or a smaller model.",
            };
            return FormattableString.Invariant(
                $"The noise in the mean of {Clients} updates has {NoiseOfBothAggregators:G3} times the clip norm, an update at most 1: ")
                + verdict.Replace("{0}", ClientsForClearOutlook.ToString("F0", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }
    }

    /// <summary>"40 rounds of e = 0.263422: epsilon = 7.99998 at delta = 1E-05 (ExactGaussian)".</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Rounds} rounds of e = {PrivacyParameter.ToDouble():G6}: {Guarantee}");

    /// <summary>Solves the plan for the one quantity that the request leaves open.</summary>
    /// <exception cref="ArgumentException">
    /// Too many or too few quantities are given, one is out of its range, or no value of the open one keeps within the rest; the
    /// message says which in one sentence.
    /// </exception>
    public static PrivacyPlan Solve(PrivacyPlanRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        var solver = new PlanSolver(request);
        return request switch
        {
            { PrivacyParameter: { } e, Rounds: { } rounds, Delta: { } delta } => new(request, solver, e, rounds, delta),
            { PrivacyParameter: { } e, Rounds: { } rounds, Epsilon: { } epsilon } =>
                new(request, solver, e, rounds, solver.SolveDelta(e, rounds, epsilon)),
            { PrivacyParameter: { } e, Delta: { } delta, Epsilon: { } epsilon } =>
                new(request, solver, e, solver.SolveRounds(e, delta, epsilon), delta),
            { Rounds: { } rounds, Delta: { } delta, Epsilon: { } epsilon } =>
                new(request, solver, solver.SolveParameter(rounds, delta, epsilon), rounds, delta),
            _ => throw new ArgumentException("Exactly three quantities must be given."),
        };
    }
}
