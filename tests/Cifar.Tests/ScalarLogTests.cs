using Dpsa.Examples.Cifar.Report;
using Tensorboard;

namespace Dpsa.Examples.Cifar.Tests;

public sealed class ScalarLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_rounds_figures_are_in_the_event_file_once()
    {
        RunReport report = TestReports.MakeNoised(3, parameter: 1);
        ScalarLog log = ScalarLog.Open(_folder.File("new", "folder"));

        foreach (int done in new[] { 0, 1, 2, 2, 3 })
            log.Write(report with { Rounds = [.. report.Rounds.Take(done)] });

        List<(string Tag, long Step, float Value)> scalars = Read(_folder.File("new", "folder"));
        Of("test/accuracy").ShouldBe([(0, 0.1f), .. report.Rounds.Select(r => (r.Round, (float)r.Test.Accuracy))]);
        Of("test/loss").ShouldBe([(0, 2.303f), .. report.Rounds.Select(r => (r.Round, (float)r.Test.Loss))]);
        Of("train/loss").ShouldBe([(2, 1.5f), (3, 1.5f)]);
        Of("update/norm").ShouldBe([(1, 1.25f), (2, 1.25f), (3, 1.25f)]);
        Of("privacy/epsilon").ShouldBe([.. Enumerable.Range(1, 3).Select(r => (r, (float)report.Privacy.Epsilon!.Value))]);

        IEnumerable<(int, float)> Of(string tag) => scalars.Where(s => s.Tag == tag).Select(s => ((int)s.Step, s.Value));
    }

    [Fact]
    public void Without_noise_there_is_no_epsilon_to_plot()
    {
        ScalarLog log = ScalarLog.Open(_folder.Location);
        log.Write(TestReports.Make(1));
        Read(_folder.Location).Select(s => s.Tag).ShouldBe(["test/accuracy", "test/loss", "test/accuracy", "test/loss", "update/norm"]);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_found_out_beforehand()
    {
        File.WriteAllText(_folder.File("file"), "not a folder");
        Should.Throw<CifarException>(() => ScalarLog.Open(_folder.File("file", "scalars"))).Message.ShouldContain("--tensorboard");
    }

    // TFRecord: length (8 bytes, little-endian), its checksum (4), the event, its checksum (4).
    private static List<(string Tag, long Step, float Value)> Read(string folder)
    {
        using BinaryReader reader = new(File.OpenRead(Directory.GetFiles(folder, "events.*").ShouldHaveSingleItem()));
        List<(string, long, float)> scalars = [];
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            int length = checked((int)reader.ReadInt64());
            reader.ReadInt32();
            Event entry = Event.Parser.ParseFrom(reader.ReadBytes(length));
            reader.ReadInt32();
            if (entry.Summary is { } summary)
                scalars.AddRange(summary.Value.Select(v => (v.Tag, entry.Step, v.SimpleValue)));
        }

        return scalars;
    }
}
