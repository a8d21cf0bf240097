namespace Dpsa.Federation;

/// <summary>Two sides describe the flat parameter vector differently.</summary>
public sealed class LayoutMismatchException : Exception
{
    /// <summary>Creates the exception; the message names both layouts.</summary>
    /// <param name="first">One layout.</param>
    /// <param name="second">The other layout.</param>
    /// <param name="firstOwner">Whose the first is, for example "the module".</param>
    /// <param name="secondOwner">Whose the second is.</param>
    public LayoutMismatchException(ParameterLayout first, ParameterLayout second, string firstOwner, string secondOwner)
        : base($"The layouts differ. {firstOwner}: {first}. {secondOwner}: {second}.")
    {
        First = first;
        Second = second;
    }

    /// <summary>One layout.</summary>
    public ParameterLayout First { get; }

    /// <summary>The other layout.</summary>
    public ParameterLayout Second { get; }
}
