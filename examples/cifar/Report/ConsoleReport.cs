using Dpsa.Examples.Cifar.Data;
using Spectre.Console;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>What the user reads before, between and after the rounds.</summary>
internal sealed class ConsoleReport(IAnsiConsole console) : IDataReport
{
    private const int RedirectedWidth = 1000;

    public IAnsiConsole Console => console;

    /// <summary>A terminal that can redraw bars; otherwise plain lines are written.</summary>
    public bool IsLive => console.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <summary>Standard output; without escape codes and line wrapping where it is redirected.</summary>
    public static ConsoleReport ForStandardOutput()
    {
        bool redirected = System.Console.IsOutputRedirected;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected)
            console.Profile.Width = RedirectedWidth;

        return new ConsoleReport(console);
    }

    public Task<T> ShowRunAsync<T>(int lanes, Func<IRunDisplay, Task<T>> body) =>
        IsLive ? LiveDisplay.ShowAsync(console, lanes, body) : body(new PlainDisplay(console));

    public void Settings(CifarOptions options)
    {
        string privacy = options.PrivacyParameter is { } parameter ? $"privacy parameter {parameter} a round" : "no noise";
        string share = options.Partition == Partitioning.All ? "each with the whole training set" : "the training set split among them";
        console.WriteLine(Figures.Invariant(
            $"{options.Clients} clients, {share}; {options.Rounds} round{(options.Rounds == 1 ? "" : "s")}; {privacy}; updates clipped to norm {options.ClipNorm}, {options.Function.ToString().ToLowerInvariant()} with {options.Function.FractionalBits(options.Bits)} fractional bits"));
        console.WriteLine(Figures.Invariant(
            $"local training: {options.LocalEpochs} epoch{(options.LocalEpochs == 1 ? "" : "s")}, batch {options.BatchSize}, SGD {options.LearningRate} momentum {options.Momentum}; the model moves by the {options.Aggregation.ToString().ToLowerInvariant()} times {options.ServerLearningRate}; seed {options.Seed}"));
    }

    public void Data(CifarData data)
    {
        console.WriteLine(Figures.Invariant($"data: {data.Origin}; {data.Training.Count} training and {data.Test.Count} test images"));
        if (data.Set.Warning() is { } warning)
            Loud(warning);
    }

    public IDownloadProgress Downloading(Uri archive, long length)
    {
        console.WriteLine($"downloading {archive} ({Figures.Bytes(length)})");
        return IsLive ? new LiveDownloadProgress(console, length) : new PlainDownloadProgress(console, length);
    }

    public void Unreachable(Uri archive, string reason) =>
        Loud($"CIFAR-10 is not here and {archive} cannot be reached ({reason}). Give its binary version with --data DIR. Other images take its place.");

    /// <summary>The line after a round.</summary>
    public static string RoundLine(RoundReport round) => Figures.Invariant(
        $"round {round.Round,2}: accuracy {Figures.Percent(round.Test.Accuracy),6}, loss {Figures.Loss(round.Test.Loss),6}; sent {Figures.Bytes(round.BytesSent)}; train {Figures.Seconds(round.Seconds.Train)}, shard {Figures.Seconds(round.Seconds.Shard)}, verify {Figures.Seconds(round.Seconds.Verify)}, aggregate {Figures.Seconds(round.Seconds.Aggregate)}, evaluate {Figures.Seconds(round.Seconds.Evaluate)}; {Figures.Seconds(round.WallSeconds)} in all");

    /// <summary>Table of the rounds, totals, privacy.</summary>
    public void Summary(RunReport report)
    {
        console.WriteLine();
        console.Write(RoundTable(report));
        RunTotals totals = report.Totals;
        double rate = totals.Seconds.Train > 0 ? totals.Samples / totals.Seconds.Train : 0;
        console.WriteLine(Figures.Invariant(
            $"{Figures.Seconds(totals.WallSeconds)} in all; {rate:F0} training samples a second and client; peak memory {Figures.Bytes(totals.PeakMemoryBytes)}; phases are summed over clients and aggregators"));
        Privacy(report);
    }

    /// <summary>Where the results are, and what must not be missed about them.</summary>
    public void Saved(RunReport report, OutputDirectory output)
    {
        console.WriteLine($"written: {output.Metrics}, {output.Curve}, {output.Model}");
        if (report.Data.Set != DataSet.Cifar10)
            Loud($"These figures are from {report.Data.Set.Title()}, not from CIFAR-10.");

        if (report.Outcome == RunOutcome.Interrupted)
            Loud($"Interrupted after {report.Rounds.Count} of {report.Options.Rounds} rounds; what was done until then is written.");
    }

    private void Privacy(RunReport report)
    {
        PrivacyReport privacy = report.Privacy;
        console.WriteLine(Figures.Invariant(
            $"privacy spent by each client: rho = {Figures.Number(privacy.Rho)} zCDP, which is (epsilon = {Figures.Number(privacy.Epsilon)}, delta = {PrivacyReport.Delta:G1})"));
        console.WriteLine($"  {privacy.GuaranteeNote()}");
        console.WriteLine($"  {privacy.NoiseNote()}");
        console.WriteLine("  This process holds all parties and sees everything: it shows the method and protects nobody.");
    }

    private static Table RoundTable(RunReport report)
    {
        Table table = new() { Border = TableBorder.Ascii2 };
        table.AddColumns("round", "accuracy", "test loss", "reports", "sent", "train", "shard", "verify", "aggregate", "evaluate", "wall");
        if (report.Initial is { } initial)
            table.AddRow("0", Figures.Percent(initial.Accuracy), Figures.Loss(initial.Loss));

        foreach (RoundReport round in report.Rounds)
        {
            table.AddRow([
                $"{round.Round}",
                Figures.Percent(round.Test.Accuracy),
                Figures.Loss(round.Test.Loss),
                $"{round.Reports}",
                Figures.Bytes(round.BytesSent),
                .. Times(round.Seconds, round.WallSeconds),
            ]);
        }

        table.AddRow(["all", "", "", "", Figures.Bytes(report.Totals.BytesSent), .. Times(report.Totals.Seconds, report.Totals.WallSeconds)]);
        return table;
    }

    private static string[] Times(PhaseSeconds seconds, double wall) =>
        [.. new[] { seconds.Train, seconds.Shard, seconds.Verify, seconds.Aggregate, seconds.Evaluate, wall }.Select(Figures.Seconds)];

    private void Loud(string text) => console.Write(new Panel(new Text(text)) { Border = BoxBorder.Ascii, BorderStyle = new Style(Color.Yellow) });
}
