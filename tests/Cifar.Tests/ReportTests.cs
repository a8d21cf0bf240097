using System.Xml.Linq;
using Dpsa.Examples.Cifar.Data;
using Dpsa.Examples.Cifar.Report;
using Dpsa.Privacy;

namespace Dpsa.Examples.Cifar.Tests;

public sealed class ReportTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Metrics_survive_a_round_trip()
    {
        RunReport report = TestReports.Make(3);
        using MemoryStream stream = new();
        RunReportJson.Write(stream, report);
        stream.Position = 0;

        RunReport read = RunReportJson.Read(stream);

        read.Options.ShouldBe(report.Options);
        (read.StartedAt, read.Outcome, read.Data, read.Machine, read.Dimension).ShouldBe((report.StartedAt, report.Outcome, report.Data, report.Machine, report.Dimension));
        (read.Initial, read.Totals, read.Privacy).ShouldBe((report.Initial, report.Totals, report.Privacy));
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

    [Fact]
    public void Curve_of_synthetic_images_says_so() =>
        Draw(TestReports.Make(1) with { Data = new DataReport("made", DataSet.Synthetic, 10, 10) }).Value.ShouldContain("SYNTHETIC");

    [Fact]
    public void Privacy_of_the_references_run_is_named_worthless_and_its_noise_overwhelming()
    {
        PrivacySpent spent = Enumerable.Range(0, 3).Aggregate(PrivacySpent.Nothing, (s, _) => s.Add(new ZcdpBudget(30)));
        PrivacyReport privacy = PrivacyReport.Of(spent, CifarOptions.Reference, 62_006);

        privacy.Rho.ShouldBe(1350);
        privacy.Epsilon.ShouldBeInRange(1350, 1650);
        privacy.NoiseStandardDeviation.ShouldBe(0.0943, 0.0001);
        privacy.NoiseNorm.ShouldBe(23.5, 0.1);
        privacy.SignalBound.ShouldBe(2);
        privacy.GuaranteeNote().ShouldContain("in name only");
        privacy.NoiseNote().ShouldContain("drowns");
    }

    [Fact]
    public void Privacy_of_a_small_parameter_is_named_meaningful()
    {
        PrivacySpent spent = PrivacySpent.Nothing.Add(new ZcdpBudget(new Rational(1, 10)));
        PrivacyReport.Of(spent, CifarOptions.Reference with { PrivacyParameter = new Rational(1, 10) }, 62_006)
            .GuaranteeNote().ShouldContain("meaningful");
    }

    [Fact]
    public void Without_noise_nothing_bounds_what_is_revealed()
    {
        PrivacyReport privacy = PrivacyReport.Of(PrivacySpent.Nothing.Add(DpStrategy.None), CifarOptions.ReferenceNoNoise, 62_006);
        privacy.Epsilon.ShouldBe(double.PositiveInfinity);
        privacy.NoiseNorm.ShouldBe(0);
        privacy.GuaranteeNote().ShouldContain("nothing bounds");
    }

    [Fact]
    public void Results_replace_older_ones_and_leave_no_temporary_files()
    {
        OutputDirectory output = OutputDirectory.Prepare(_folder.File("new", "folder"));
        File.WriteAllText(output.Metrics, "old");

        output.Save(TestReports.Make(2), stream => stream.Write([1, 2, 3]));

        Directory.GetFiles(output.Location).Select(f => Path.GetFileName(f)).Order().ShouldBe(["curve.svg", "metrics.json", "model.dat"]);
        File.ReadAllBytes(output.Model).ShouldBe([1, 2, 3]);
        using FileStream metrics = File.OpenRead(output.Metrics);
        RunReportJson.Read(metrics).Rounds.Count.ShouldBe(2);
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_names_it()
    {
        string path = _folder.File("model.dat");
        File.WriteAllText(path, "old");

        CifarException error = Should.Throw<CifarException>(() => AtomicFile.Write(path, _ => throw new IOException("No space left on device")));

        error.Message.ShouldBe($"{path} cannot be written: No space left on device");
        File.ReadAllText(path).ShouldBe("old");
        Directory.GetFiles(_folder.Location).ShouldBe([path]);
    }

    [Fact]
    public void An_unusable_output_folder_is_found_out_beforehand()
    {
        string file = _folder.File("file");
        File.WriteAllText(file, "not a folder");
        Should.Throw<CifarException>(() => OutputDirectory.Prepare(Path.Combine(file, "out"))).Message.ShouldContain("--output");
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
