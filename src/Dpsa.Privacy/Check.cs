using System.Runtime.CompilerServices;

namespace Dpsa.Privacy;

/// <summary>The checks of numbers that several types share.</summary>
internal static class Check
{
    /// <summary>Whether a number is above 0 and finite.</summary>
    public static bool IsPositive(double value) => value > 0 && double.IsFinite(value);

    public static void ClipNorm(double norm, [CallerArgumentExpression(nameof(norm))] string? name = null)
    {
        if (!IsPositive(norm))
            throw new ArgumentOutOfRangeException(name, norm, "A clipping norm must be positive and finite.");
    }

    public static void Delta(double delta, [CallerArgumentExpression(nameof(delta))] string? name = null)
    {
        if (!(delta > 0 && delta < 1))
            throw new ArgumentOutOfRangeException(name, delta, "Delta must be between 0 and 1, both excluded.");
    }

    public static void Epsilon(double epsilon, [CallerArgumentExpression(nameof(epsilon))] string? name = null)
    {
        if (!(epsilon >= 0) || double.IsInfinity(epsilon))
            throw new ArgumentOutOfRangeException(name, epsilon, "Epsilon must be at least 0 and finite.");
    }

    public static void Rho(double rho, [CallerArgumentExpression(nameof(rho))] string? name = null)
    {
        if (!(rho >= 0))
            throw new ArgumentOutOfRangeException(name, rho, "A zCDP cost must be at least 0.");
    }

    public static void Mu(double mu, [CallerArgumentExpression(nameof(mu))] string? name = null)
    {
        if (!(mu >= 0))
            throw new ArgumentOutOfRangeException(name, mu, "The parameter mu must be at least 0.");
    }

    public static void Rate(double rate, [CallerArgumentExpression(nameof(rate))] string? name = null)
    {
        if (!(rate >= 0 && rate <= 1))
            throw new ArgumentOutOfRangeException(name, rate, "A rate must be between 0 and 1.");
    }
}
