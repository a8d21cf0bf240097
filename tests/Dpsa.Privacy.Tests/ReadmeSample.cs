namespace Dpsa.Privacy.Tests;

/// <summary>The sample of src/Dpsa.Privacy/README.md: <see cref="ReadmeTests"/> compares it line by line, and runs it.</summary>
internal static class ReadmeSample
{
    public static void Run(TextWriter output)
    {
        // <sample>
        // Which noise keeps 40 rounds within epsilon = 8, and can a model of 9,000 parameters learn under it from 10,000 clients?
        PrivacyPlan plan = PrivacyPlan.Solve(
            new PrivacyPlanRequest { Epsilon = 8, Delta = 1e-5, Rounds = 40, Clients = 10_000, Dimension = 9_000 });
        output.WriteLine(plan);             // 40 rounds of e = 0.263422: epsilon = 7.99998 at delta = 1E-05 (ExactGaussian)
        output.WriteLine(plan.Explanation); // The noise in the mean of 10000 updates has 0.102 times the clip norm, ...
        foreach (PrivacyReading reading in plan.Readings)
            output.WriteLine(reading);      // replace one client, one honest aggregator: mu = 1.666, epsilon = 8 ...

        // One aggregator's noise of a round, in integer units, and what a client has spent after it.
        DpStrategy strategy = DpStrategy.FromPrivacyParameter(plan.PrivacyParameter);
        Int128[] noise = strategy.CreateMechanism(plan.L2Sensitivity).Sample(plan.Dimension);
        PrivacySpent spent = PrivacySpent.Nothing.Add(new RoundPrivacy(strategy, noise.Length, plan.L2Sensitivity));
        output.WriteLine(spent.Guarantee(1e-5));

        // Gaussian noise of your own, with sigma twice the sensitivity.
        output.WriteLine(GaussianAccounting.Epsilon(mu: 0.5, delta: 1e-5));
        // </sample>
    }
}
