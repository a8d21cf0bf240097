using System.Globalization;

namespace Dpsa.Federation;

/// <summary>The ranges of hyperparameters.</summary>
internal static class Hyperparameter
{
    /// <summary>Smallest factor, 2^-60: its square and its product with another one are normal numbers of float32.</summary>
    public const double SmallestFactor = 1.0 / LargestFactor;

    /// <summary>Largest factor, 2^60.</summary>
    public const double LargestFactor = 1L << 60;

    /// <summary>A positive factor, such as a learning rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not between 2^-60 and 2^60.</exception>
    public static double Factor(double value, string name) => value is >= SmallestFactor and <= LargestFactor
        ? value
        : throw new ArgumentOutOfRangeException(
            name,
            value,
            string.Create(
                CultureInfo.InvariantCulture, $"{name} is between 2^-60 and 2^60 ({SmallestFactor:G2} and {LargestFactor:G2})."));

    /// <summary>A decay rate: the share of the past that a step keeps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1).</exception>
    public static double Decay(double value, string name) => value is >= 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is at least 0 and below 1.");
}
