using Dpsa.Examples.Cifar.Data;
using Dpsa.Privacy;
using Spectre.Console;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>What the user reads before, between and after the rounds.</summary>
internal sealed class ConsoleReport(IAnsiConsole console) : IDataReport
{
    private const int RedirectedWidth = 1000;

    /// <summary>Columns that the table with all phases needs, whatever the figures in it.</summary>
    private const int WideTable = 120;

    /// <summary>Of the lines that continue a paragraph.</summary>
    private const int Indent = 4;

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
            Out = new TerminalOutput(),
        });
        if (redirected)
            console.Profile.Width = RedirectedWidth;

        return new ConsoleReport(console);
    }

    public Task<T> ShowRunAsync<T>(int lanes, Func<IRunDisplay, Task<T>> body) =>
        IsLive ? LiveDisplay.ShowAsync(console, lanes, body) : body(new PlainDisplay(console));

    public void Settings(CifarOptions options)
    {
        string privacy = options.PrivacyParameter is { } parameter ? $"privacy parameter {Figures.Fraction(parameter)} a round" : "no noise";
        string share = options.Partition == Partitioning.All ? "each with the whole training set" : "the training set split among them";
        string function = options.Function.ToString().ToLowerInvariant();
        Line(Figures.Invariant(
            $"{options.Clients} clients, {share}; {options.Rounds} round{(options.Rounds == 1 ? "" : "s")}; {privacy}; updates clipped to norm {options.ClipNorm}, {options.Bits} bits, {function}"));
        Line(Figures.Invariant(
            $"local training: {options.LocalEpochs} epoch{(options.LocalEpochs == 1 ? "" : "s")}, batch {options.BatchSize}, SGD {options.LearningRate} momentum {options.Momentum}; the model moves by the {options.Aggregation.ToString().ToLowerInvariant()} times {options.ServerLearningRate}; seed {options.Seed}"));
        int fractionalBits = options.Function.FractionalBits(options.Bits);
        if (fractionalBits < options.Bits - 1)
            Line($"{function} at {options.Bits} bits: {fractionalBits} fractional bits, the most that it soundly takes, instead of {options.Bits - 1}");
    }

    public void Data(ImageData data)
    {
        Line(Figures.Invariant($"data: {data.Origin}; {data.Training.Count} training and {data.Test.Count} test images"));
        if (data.Set.Warning() is { } warning)
            Loud(warning);
    }

    public void Step(string text) => Line(text);

    public IDownloadProgress Downloading(Uri archive, long length)
    {
        Line($"downloading {archive} ({Figures.Bytes(length)})");
        return IsLive ? new LiveDownloadProgress(console, length) : new PlainDownloadProgress(console, length);
    }

    public void Unavailable(DataSet set, string reason) =>
        Loud($"{set.Title()} IS NOT HERE: {reason} Another data set takes its place. If you have its files: --data DIR --dataset {LowerCaseConverter.Word(set)}.");

    /// <summary>The results go elsewhere than by default.</summary>
    public void OutputMoved(string busy, string location) => Line($"another run writes to {busy}; this one writes to {location}");

    /// <summary>The line after a round.</summary>
    public static string RoundLine(RoundReport round) => Figures.Invariant(
        $"round {round.Round,2}: accuracy {Figures.Percent(round.Test.Accuracy),6}, loss {Figures.Loss(round.Test.Loss),6}; sent {Figures.Bytes(round.BytesSent)}; train {Figures.Seconds(round.Seconds.Train)}, shard {Figures.Seconds(round.Seconds.Shard)}, verify {Figures.Seconds(round.Seconds.Verify)}, aggregate {Figures.Seconds(round.Seconds.Aggregate)}, evaluate {Figures.Seconds(round.Seconds.Evaluate)}; {Figures.Seconds(round.WallSeconds)} in all");

    /// <summary>As <see cref="RoundLine"/>, for a narrow terminal.</summary>
    public static string BriefRoundLine(RoundReport round) => Figures.Invariant(
        $"round {round.Round,2}: accuracy {Figures.Percent(round.Test.Accuracy),6}, loss {Figures.Loss(round.Test.Loss),6}; sent {Figures.Bytes(round.BytesSent)}; {Figures.Seconds(round.WallSeconds)}");

    /// <summary>Table of the rounds, totals, privacy.</summary>
    public void Summary(RunReport report)
    {
        console.WriteLine();
        bool wide = console.Profile.Width >= WideTable;
        console.Write(RoundTable(report, wide));
        RunTotals totals = report.Totals;
        if (!wide)
            Line($"train {Figures.Seconds(totals.Seconds.Train)}, shard {Figures.Seconds(totals.Seconds.Shard)}, verify {Figures.Seconds(totals.Seconds.Verify)}, aggregate {Figures.Seconds(totals.Seconds.Aggregate)}, evaluate {Figures.Seconds(totals.Seconds.Evaluate)}");

        double rate = totals.Seconds.Train > 0 ? totals.Samples / totals.Seconds.Train : 0;
        Line(Figures.Invariant(
            $"{Figures.Seconds(totals.WallSeconds)} in all; {rate:F0} training samples a second and client; peak memory {Figures.Bytes(totals.PeakMemoryBytes)}; phases are summed over clients and aggregators"));
        Privacy(report);
    }

    /// <summary>Where the results are, and what must not be missed about them.</summary>
    public void Saved(RunReport report, OutputDirectory output)
    {
        Line($"written to {output.Location}: {Path.GetFileName(output.Metrics)}, {Path.GetFileName(output.Curve)}, {Path.GetFileName(output.Model)}, {Path.GetFileName(output.Safetensors)}");
        if (report.Options.TensorBoardDirectory is { } scalars)
            Line($"scalars for TensorBoard: {scalars}");

        if (report.Data.Set != DataSet.Cifar10)
            Loud($"These figures are from {report.Data.Set.FullTitle()}.");

        if (report.Outcome == RunOutcome.Interrupted)
            Loud($"Interrupted after {report.Rounds.Count} of {report.Options.Rounds} rounds; what was done until then is written.");
    }

    private void Privacy(RunReport report)
    {
        PrivacyReport privacy = report.Privacy;
        Line(privacy is { Rho: { } rho, Epsilon: { } epsilon }
            ? Figures.Invariant($"privacy spent by each client: rho = {Figures.Number(rho)} zCDP, which is (epsilon = {Figures.Number(epsilon)}, delta = {PrivacyReport.Delta:G1})")
            : "privacy spent by each client: without bound");
        Line($"  {privacy.Guarantee}");
        if (privacy.Readings.Count > 0)
        {
            console.Write(ReadingTable.Of(privacy.Readings));
            Line($"  {ReadingTable.Explanation}");
        }

        Line($"  {privacy.Noise}");
        Line("  This process holds all parties and sees everything: it shows the method and protects nobody.");
    }

    private static Table RoundTable(RunReport report, bool wide)
    {
        string[] phases = wide ? ["train", "shard", "verify", "aggregate", "evaluate"] : [];
        Table table = new() { Border = TableBorder.Ascii2 };
        table.AddColumns(["round", "accuracy", "test loss", "reports", "sent", .. phases, "wall"]);
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
                .. Times(round.Seconds, round.WallSeconds, wide),
            ]);
        }

        table.AddRow(["all", "", "", "", Figures.Bytes(report.Totals.BytesSent), .. Times(report.Totals.Seconds, report.Totals.WallSeconds, wide)]);
        return table;
    }

    private static string[] Times(PhaseSeconds seconds, double wall, bool wide)
    {
        double[] phases = wide ? [seconds.Train, seconds.Shard, seconds.Verify, seconds.Aggregate, seconds.Evaluate] : [];
        return [.. phases.Append(wall).Select(Figures.Seconds)];
    }

    private void Line(string text) => console.Write(new WrappedText(text, Indent));

    private void Loud(string text) => console.Write(new Panel(new Text(text)) { Border = BoxBorder.Ascii, BorderStyle = new Style(Color.Yellow) });
}

/// <summary>The readings of a guarantee side by side, and what they mean in words.</summary>
internal static class ReadingTable
{
    private static readonly string s_hits = $"hits at {Figures.Percent(ReadingReport.FalsePositiveRate)}";

    public static string Explanation { get; } =
        "The first row is the guarantee; papers mostly quote the last. All figures are upper bounds for an attacker who knows everything but "
        + "one client's data and suspects that it took part, or was this and not that. Advantage: its share of right suspicions "
        + Figures.Invariant(
            $"less that of wrong ones; guessing has 0 %. Hits: its share of right ones if 1 in {1 / ReadingReport.FalsePositiveRate:N0} may be wrong.");

    public static Table Of(IReadOnlyList<ReadingReport> readings)
    {
        Table table = new() { Border = TableBorder.Ascii2 };
        table.AddColumns("a client is", "trust in", "epsilon", "advantage", s_hits);
        foreach (ReadingReport reading in readings)
        {
            table.AddRow(
                reading.Neighbours == NeighbourRelation.ReplaceOne ? "replaced" : "added or removed",
                reading.HonestAggregators == HonestAggregators.One ? "one aggregator" : "both",
                Figures.Number(reading.Epsilon),
                Figures.Percent(reading.MembershipAdvantage),
                Figures.Percent(reading.TruePositiveRate));
        }

        return table;
    }
}
