using System.Globalization;

namespace Dpsa.Federation;

/// <summary>A round would take the global model out of the finite numbers. The model is as it was before the round.</summary>
public sealed class ModelDivergedException : FederationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="round">Number of the round.</param>
    /// <param name="parameter">Name of the first parameter with such a value.</param>
    /// <param name="index">Index of the value in the flat vector.</param>
    /// <param name="value">The value: NaN, infinite, or beyond the precision of its parameter.</param>
    public ModelDivergedException(int round, string parameter, int index, float value)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"Round {round} would take the global model out of the finite numbers of its parameters "
            + $"({parameter}, element {index} of the vector: {value}); it was kept as it was before. "
            + $"Use a smaller server learning rate or clip norm, or less noise."))
    {
        Round = round;
        Parameter = parameter;
        Index = index;
    }

    /// <summary>Number of the round.</summary>
    public int Round { get; }

    /// <summary>Name of the first parameter with such a value.</summary>
    public string Parameter { get; }

    /// <summary>Index of the value in the flat vector.</summary>
    public int Index { get; }
}
