namespace Dpsa.Federation;

/// <summary>Two sides describe the flat parameter vector differently.</summary>
public sealed class LayoutMismatchException : FederationException
{
    private const int MostShown = 12;

    /// <summary>Creates the exception; the message names what differs.</summary>
    /// <param name="first">One layout.</param>
    /// <param name="second">The other layout.</param>
    /// <param name="firstOwner">Whose the first is, for example "the module's".</param>
    /// <param name="secondOwner">Whose the second is.</param>
    public LayoutMismatchException(ParameterLayout first, ParameterLayout second, string firstOwner, string secondOwner)
        : base(Describe(first, second, firstOwner, secondOwner))
    {
        First = first;
        Second = second;
    }

    /// <summary>One layout.</summary>
    public ParameterLayout First { get; }

    /// <summary>The other layout.</summary>
    public ParameterLayout Second { get; }

    private static string Describe(ParameterLayout first, ParameterLayout second, string firstOwner, string secondOwner)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        string[] ours = [.. first.Entries.Select(e => e.ToString())];
        string[] theirs = [.. second.Entries.Select(e => e.ToString())];
        string[] onlyOurs = [.. ours.Except(theirs)];
        string[] onlyTheirs = [.. theirs.Except(ours)];
        if (onlyOurs.Length + onlyTheirs.Length > 0)
        {
            return $"The layouts differ; what only one of them has: {firstOwner}: {List(onlyOurs)} (d = {first.Dimension}). "
                + $"{secondOwner}: {List(onlyTheirs)} (d = {second.Dimension}). "
                + "Frozen parameters and further names of tied ones are in no layout.";
        }

        int at = ours.Zip(theirs).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"The layouts differ in the order of their entries, first at {at}: {firstOwner}: {ours[at]}. {secondOwner}: {theirs[at]}.";
    }

    private static string List(string[] entries) => entries.Length switch
    {
        0 => "nothing",
        <= MostShown => string.Join(' ', entries),
        _ => $"{string.Join(' ', entries.Take(MostShown))} and {entries.Length - MostShown} more",
    };
}
