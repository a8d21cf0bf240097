using System.Text.Json;
using System.Xml.Linq;
using Dpsa.Examples.Cifar.Data;
using Dpsa.Examples.Cifar.Report;
using Dpsa.Privacy;
using Spectre.Console;

namespace Dpsa.Examples.Cifar.Tests;

public sealed class ReportTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Metrics_survive_a_round_trip()
    {
        RunReport report = TestReports.MakeNoised(3, parameter: 1);
        using MemoryStream stream = new();
        RunReportJson.Write(stream, report);
        stream.Position = 0;

        RunReport read = RunReportJson.Read(stream);

        read.Options.ShouldBe(report.Options);
        (read.StartedAt, read.Outcome, read.Data, read.Machine, read.Dimension).ShouldBe((report.StartedAt, report.Outcome, report.Data, report.Machine, report.Dimension));
        (read.FormatVersion, read.FractionalBits).ShouldBe((3, 15));
        (read.Initial, read.Totals).ShouldBe((report.Initial, report.Totals));
        read.Privacy.Readings.Count.ShouldBe(4);
        read.Privacy.Readings.ShouldBe(report.Privacy.Readings);
        (read.Privacy with { Readings = [] }).ShouldBe(report.Privacy with { Readings = [] });
        read.Rounds.Count.ShouldBe(3);
        for (int i = 0; i < 3; i++)
        {
            read.Rounds[i].FailedClients.ShouldBe(report.Rounds[i].FailedClients);
            (read.Rounds[i] with { FailedClients = [] }).ShouldBe(report.Rounds[i] with { FailedClients = [] });
        }
    }

    [Fact]
    public void Metrics_say_the_options_in_the_words_of_the_command_line()
    {
        using MemoryStream stream = new();
        RunReportJson.Write(stream, TestReports.Make(1) with { Options = CifarOptions.Reference with { Preset = Preset.ReferenceNoNoise, PrivacyParameter = new Rational(1, 3) } });
        string json = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        json.ShouldContain("\"preset\": \"reference-no-noise\"");
        json.ShouldContain("\"partition\": \"all\"");
        json.ShouldContain("\"aggregation\": \"sum\"");
        json.ShouldContain("\"privacyParameter\": \"1/3\"");
        json.ShouldContain("\"outcome\": \"completed\"");
    }

    [Fact]
    public void Metrics_are_JSON_for_strict_readers_whatever_the_figures()
    {
        RunReport report = TestReports.Make(2);
        RoundReport blown = report.Rounds[1] with { Test = new Evaluation(double.PositiveInfinity, 0.1), TrainLoss = double.NaN, StepNorm = double.NegativeInfinity };

        JsonElement json = Json(report with { Rounds = [report.Rounds[0], blown] });

        JsonElement privacy = json.GetProperty("privacy");
        privacy.GetProperty("rho").ValueKind.ShouldBe(JsonValueKind.Null);
        privacy.GetProperty("epsilon").ValueKind.ShouldBe(JsonValueKind.Null);
        privacy.GetProperty("guarantee").GetString()!.ShouldContain("nothing bounds");
        JsonElement round = json.GetProperty("rounds")[1];
        round.GetProperty("test").GetProperty("loss").ValueKind.ShouldBe(JsonValueKind.Null);
        round.GetProperty("trainLoss").ValueKind.ShouldBe(JsonValueKind.Null);
        round.GetProperty("stepNorm").ValueKind.ShouldBe(JsonValueKind.Null);
        json.GetRawText().ShouldNotContain("Infinity");
        json.GetRawText().ShouldNotContain("NaN");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    public void Curve_is_well_formed_and_has_a_point_per_round_and_series(int rounds)
    {
        XElement svg = Draw(TestReports.Make(rounds));
        Points(svg, "accuracy").Length.ShouldBe(rounds + 1);
        Points(svg, "loss").Length.ShouldBe(rounds + 1);
        foreach (XElement line in svg.Elements(Svg + "polyline"))
            line.Attribute("points")!.Value.Split(' ').Length.ShouldBe(rounds + 1);
    }

    [Fact]
    public void Curve_rises_with_accuracy_and_stays_within_its_axes()
    {
        XElement svg = Draw(TestReports.Make(5));
        double[] heights = [.. Points(svg, "accuracy").Select(p => (double)p.Attribute("cy")!)];
        heights.ShouldBe(heights.OrderDescending());
        svg.Descendants(Svg + "circle").ShouldAllBe(p => (double)p.Attribute("cy")! >= 56 && (double)p.Attribute("cy")! <= 356);
    }

    [Fact]
    public void Curve_leaves_out_a_loss_that_is_not_finite()
    {
        RunReport report = TestReports.Make(3);
        RoundReport blown = report.Rounds[1] with { Test = new Evaluation(double.NaN, 0.1) };
        XElement svg = Draw(report with { Rounds = [report.Rounds[0], blown, report.Rounds[2]] });
        Points(svg, "accuracy").Length.ShouldBe(4);
        Points(svg, "loss").Length.ShouldBe(3);
    }

    [Theory]
    [InlineData("synthetic", "SYNTHETIC images, not CIFAR-10: ")]
    [InlineData("fashion-mnist", "Fashion-MNIST, not CIFAR-10: ")]
    [InlineData("cifar10", "CIFAR-10: ")]
    public void Curve_and_metrics_name_the_data_set(string word, string title)
    {
        DataSet set = Enum.GetValues<DataSet>().Single(s => LowerCaseConverter.Word(s) == word);
        RunReport report = TestReports.Make(1) with { Data = new DataReport(set, "made", 10, 10) };
        Draw(report).Element(Svg + "title")!.Value.ShouldStartWith(title);
        JsonElement data = Json(report).GetProperty("data");
        data.GetProperty("set").GetString().ShouldBe(word);
        (data.GetProperty("warning").GetString() ?? "CIFAR-10").ShouldContain("CIFAR-10");
    }

    [Fact]
    public void Privacy_of_the_references_run_is_named_worthless_and_its_noise_overwhelming()
    {
        PrivacyReport privacy = PrivacyReport.Of(TestReports.Spent(3, parameter: 30), CifarOptions.Reference, 62_006);

        privacy.Rho.ShouldBe(1350);
        privacy.Conversion.ShouldBe(PrivacyConversion.ExactGaussian);
        privacy.Epsilon!.Value.ShouldBeInRange(1350, ZcdpAccounting.Epsilon(1350, 1e-5) - 10);
        privacy.Readings.ShouldAllBe(r => r.MembershipAdvantage > 0.9999);
        privacy.NoiseStandardDeviation.ShouldBe(0.0943, 0.0001);
        privacy.NoiseNorm.ShouldBe(23.5, 0.1);
        privacy.SignalBound.ShouldBe(2);
        privacy.Guarantee.ShouldContain("in name only");
        privacy.Noise.ShouldContain("drowns");
    }

    [Fact]
    public void Readings_are_the_guarantee_and_three_weaker_conventions()
    {
        PrivacyReport privacy = PrivacyReport.Of(TestReports.Spent(4, parameter: 1), CifarOptions.Reference with { PrivacyParameter = 1 }, 62_006);

        privacy.Readings.Select(r => (r.Neighbours, r.HonestAggregators)).ShouldBe([
            (NeighbourRelation.ReplaceOne, HonestAggregators.One),
            (NeighbourRelation.ReplaceOne, HonestAggregators.Both),
            (NeighbourRelation.AddOrRemoveOne, HonestAggregators.One),
            (NeighbourRelation.AddOrRemoveOne, HonestAggregators.Both),
        ]);
        double[] mu = [2, 2 / Math.Sqrt(2), 1, 1 / Math.Sqrt(2)];
        for (int i = 0; i < 4; i++)
            privacy.Readings[i].Mu.ShouldBe(mu[i], 1e-12);
        privacy.Readings[0].Epsilon.ShouldBe(privacy.Epsilon!.Value);
        privacy.Epsilon.Value.ShouldBe(9.997, 0.01);

        // 2 Phi(mu/2) - 1 at mu = 2 and 1, and Phi(Phi^-1(0.001) + 2), from tables of the normal distribution.
        privacy.Readings[0].MembershipAdvantage.ShouldBe(0.6827, 0.0002);
        privacy.Readings[2].MembershipAdvantage.ShouldBe(0.3829, 0.0002);
        privacy.Readings[0].TruePositiveRate.ShouldBe(0.1378, 0.0005);
        JsonElement json = Json(TestReports.Make(1) with { Privacy = privacy }).GetProperty("privacy");
        json.GetProperty("conversion").GetString().ShouldBe("exact-gaussian");
        json.GetProperty("readings")[3].GetProperty("neighbours").GetString().ShouldBe("add-or-remove-one");
        json.GetProperty("readings")[3].GetProperty("honestAggregators").GetString().ShouldBe("both");
    }

    [Theory]
    [InlineData(0.49, "stand out")]
    [InlineData(0.51, "slow at best")]
    [InlineData(2.99, "slow at best")]
    [InlineData(3.01, "drowns")]
    public void Noise_is_judged_by_the_limits_of_the_plans(double ratio, string verdict)
    {
        // Noise over signal is 2 sqrt(2 d) / (e n).
        Rational parameter = Rational.FromDouble(2 * Math.Sqrt(2 * 62_006) / (2 * ratio));
        CifarOptions options = CifarOptions.Reference with { PrivacyParameter = parameter };
        PrivacyReport.Of(PrivacySpent.Nothing, options, 62_006).Noise.ShouldContain(verdict);
    }

    [Fact]
    public void Privacy_of_a_small_parameter_is_named_meaningful()
    {
        Rational tenth = new(1, 10);
        PrivacyReport.Of(TestReports.Spent(1, tenth), CifarOptions.Reference with { PrivacyParameter = tenth }, 62_006)
            .Guarantee.ShouldContain("meaningful");
    }

    [Fact]
    public void Privacy_of_a_tiny_parameter_is_spent_and_worth_its_words()
    {
        Rational tiny = new(1, 100_000);
        CifarOptions options = CifarOptions.Reference with { PrivacyParameter = tiny };
        PrivacyReport privacy = PrivacyReport.Of(TestReports.Spent(1, tiny), options, 62_006);

        privacy.Rho.ShouldBe(5e-11);
        privacy.Epsilon.ShouldBe(0);
        privacy.Guarantee.ShouldBe("A meaningful guarantee for a client's whole data: an observer's odds do not grow at all, except with probability 1E-05.");
        privacy.Noise.ShouldContain("drowns");
    }

    [Fact]
    public void Without_rounds_nothing_is_spent() =>
        PrivacyReport.Of(PrivacySpent.Nothing, CifarOptions.Reference, 62_006).Guarantee.ShouldContain("nothing was spent");

    [Theory]
    [InlineData("30", "30")]
    [InlineData("1/3", "1/3")]
    [InlineData("0.00001", "1/100000")]
    [InlineData("1e400", "1.000E+400")]
    [InlineData("-2.5e-300", "-2.500E-300")]
    public void Fractions_are_shown_short(string text, string shown) => Figures.Fraction(Rational.Parse(text)).ShouldBe(shown);

    [Fact]
    public void Without_noise_nothing_bounds_what_is_revealed()
    {
        PrivacyReport privacy = PrivacyReport.Of(PrivacySpent.Nothing.Add(DpStrategy.None), CifarOptions.ReferenceNoNoise, 62_006);
        privacy.Rho.ShouldBeNull();
        privacy.Epsilon.ShouldBeNull();
        privacy.Readings.ShouldBeEmpty();
        privacy.NoiseNorm.ShouldBe(0);
        privacy.Guarantee.ShouldContain("nothing bounds");
    }

    [Fact]
    public void Results_replace_older_ones_and_leave_no_temporary_files()
    {
        OutputDirectory output = OutputDirectory.Prepare(_folder.File("new", "folder"), Silent);
        File.WriteAllText(output.Metrics, "old");

        output.Save(TestReports.Make(2), stream => stream.Write([1, 2, 3]), stream => stream.Write([4, 5]));
        output.Dispose();

        Directory.GetFiles(output.Location).Select(f => Path.GetFileName(f)).Order().ShouldBe(["curve.svg", "metrics.json", "model.dat", "model.safetensors"]);
        File.ReadAllBytes(output.Model).ShouldBe([1, 2, 3]);
        File.ReadAllBytes(output.Safetensors).ShouldBe([4, 5]);
        using FileStream metrics = File.OpenRead(output.Metrics);
        RunReportJson.Read(metrics).Rounds.Count.ShouldBe(2);
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_names_it()
    {
        using OutputDirectory output = OutputDirectory.Prepare(_folder.Location, Silent);
        File.WriteAllText(output.Model, "old");

        CifarException error = Should.Throw<CifarException>(
            () => output.Save(TestReports.Make(1), _ => throw new IOException("No space left on device"), _ => { }));

        error.Message.ShouldBe($"{output.Model} cannot be written: No space left on device");
        File.ReadAllText(output.Model).ShouldBe("old");
        Directory.GetFiles(_folder.Location).ShouldNotContain(f => f.EndsWith(".tmp"));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file", "out")]
    public void An_unusable_output_folder_is_found_out_beforehand(params string[] names)
    {
        File.WriteAllText(_folder.File("file"), "not a folder");
        Should.Throw<CifarException>(() => OutputDirectory.Prepare(_folder.File(names), Silent)).Message.ShouldContain("--output");
    }

    [Fact]
    public void A_folder_that_another_run_writes_to_is_refused_until_it_has_ended()
    {
        using (OutputDirectory.Prepare(_folder.Location, Silent))
        {
            Should.Throw<CifarException>(() => OutputDirectory.Prepare(_folder.Location, Silent))
                .Message.ShouldBe($"Another run is writing to {_folder.Location}. Choose another folder with --output.");
        }

        OutputDirectory.Prepare(_folder.Location, Silent).Dispose();
        Directory.GetFileSystemEntries(_folder.Location).ShouldBeEmpty();
    }

    [Fact]
    public void Where_another_run_has_the_default_folder_the_second_gets_one_beside_it()
    {
        using OutputDirectory first = OutputDirectory.Prepare(RepositoryPaths.Output, Silent);
        using OutputDirectory second = OutputDirectory.Prepare(RepositoryPaths.Output, Silent);
        second.Location.ShouldStartWith($"{RepositoryPaths.Output}-");
        second.Location.ShouldNotBe(first.Location);
        if (!Directory.EnumerateFiles(second.Location).Any(f => Path.GetExtension(f) != ".lock"))
            Directory.Delete(second.Location, recursive: true);
    }

    private static ConsoleReport Silent { get; } = new(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }));

    private static JsonElement Json(RunReport report)
    {
        using MemoryStream stream = new();
        RunReportJson.Write(stream, report);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    private static XElement Draw(RunReport report)
    {
        using MemoryStream stream = new();
        CurveSvg.Write(stream, report);
        stream.Position = 0;
        return XElement.Load(stream);
    }

    private static XElement[] Points(XElement svg, string series) =>
        [.. svg.Elements(Svg + "circle").Where(c => c.Attribute("class")!.Value == series)];
}
