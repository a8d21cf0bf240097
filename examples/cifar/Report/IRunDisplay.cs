namespace Dpsa.Examples.Cifar.Report;

/// <summary>Shows a run while it goes on. Called from several threads.</summary>
internal interface IRunDisplay
{
    /// <summary>What a worker does now, and how far it is.</summary>
    /// <param name="lane">Number of the worker, from 0; one line of the display.</param>
    /// <param name="activity">For example "client 3: train".</param>
    /// <param name="fraction">In [0, 1].</param>
    void Progress(int lane, string activity, double fraction);

    /// <summary>A line that stays.</summary>
    void Line(string text);

    /// <summary>A line about a round, as long as there is room for.</summary>
    void Round(RoundReport round);

    /// <summary>A line for those who see no bars.</summary>
    void Detail(string text);

    /// <summary>A line that stays and should not be missed.</summary>
    void Warning(string text);
}
