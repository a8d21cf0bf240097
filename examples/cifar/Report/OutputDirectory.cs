namespace Dpsa.Examples.Cifar.Report;

/// <summary>The folder of a run's results.</summary>
internal sealed class OutputDirectory
{
    /// <summary>More than all results together.</summary>
    private const int ProbeBytes = 4 * 1024 * 1024;

    private OutputDirectory(string path) => Location = path;

    public string Location { get; }

    public string Metrics => Path.Combine(Location, "metrics.json");

    public string Curve => Path.Combine(Location, "curve.svg");

    public string Model => Path.Combine(Location, "model.dat");

    /// <summary>Makes the folder, and finds out now, not after minutes of training, whether the results can be written.</summary>
    /// <exception cref="CifarException">They cannot.</exception>
    public static OutputDirectory Prepare(string path)
    {
        string probe = Path.Combine(path, $"probe.{Guid.NewGuid():N}.tmp");
        try
        {
            Directory.CreateDirectory(path);
            using (FileStream file = new(probe, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(new byte[ProbeBytes]);
                file.Flush(flushToDisk: true);
            }

            File.Delete(probe);
            return new OutputDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(probe);
            throw new CifarException($"The results cannot be written to {path}: {e.Message} Choose another folder with --output.", e);
        }
    }

    /// <summary>Writes all three files.</summary>
    /// <param name="report">Becomes <c>metrics.json</c> and <c>curve.svg</c>.</param>
    /// <param name="saveModel">Writes the model; may close the stream.</param>
    /// <exception cref="CifarException">A file cannot be written.</exception>
    public void Save(RunReport report, Action<Stream> saveModel)
    {
        AtomicFile.Write(Metrics, stream => RunReportJson.Write(stream, report));
        AtomicFile.Write(Curve, stream => CurveSvg.Write(stream, report));
        AtomicFile.Write(Model, saveModel);
    }

    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The reason why the folder cannot be used is reported already.
        }
    }
}
