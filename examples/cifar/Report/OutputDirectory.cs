using Dpsa.Examples.Cifar.Data;
using Dpsa.Federation;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>The folder of a run's results, which this run alone writes to until it is disposed.</summary>
internal sealed class OutputDirectory : IDisposable
{
    /// <summary>More than all results together.</summary>
    private const int ProbeBytes = 4 * 1024 * 1024;

    private const int MostNeighbours = 100;

    private readonly FileStream _lock;

    private OutputDirectory(string path, FileStream taken)
    {
        Location = path;
        _lock = taken;
    }

    public string Location { get; }

    public string Metrics => Path.Combine(Location, "metrics.json");

    public string Curve => Path.Combine(Location, "curve.svg");

    public string Model => Path.Combine(Location, "model.dat");

    public string Safetensors => Path.Combine(Location, "model.safetensors");

    /// <summary>Makes the folder, and finds out now, not after minutes of training, whether the results can be written.</summary>
    /// <param name="path">Of the folder. Where another run has the default one, this run gets one beside it: <c>cifar-2</c> and so on.</param>
    /// <param name="console">Told of such a move.</param>
    /// <exception cref="CifarException">They cannot, or another run writes to this folder, which the user has chosen.</exception>
    public static OutputDirectory Prepare(string path, ConsoleReport console)
    {
        if (TryPrepare(path) is { } wanted)
            return wanted;

        if (path != RepositoryPaths.Output)
            throw new CifarException($"Another run is writing to {path}. Choose another folder with --output.");

        foreach (string neighbour in Enumerable.Range(2, MostNeighbours).Select(i => $"{path}-{i}"))
        {
            if (TryPrepare(neighbour) is { } free)
            {
                console.OutputMoved(path, neighbour);
                return free;
            }
        }

        throw new CifarException($"Other runs are writing to {path} and {MostNeighbours} folders beside it. Choose another folder with --output.");
    }

    /// <returns>Null where another run has it.</returns>
    private static OutputDirectory? TryPrepare(string path)
    {
        string probe = Path.Combine(path, $"probe.{Guid.NewGuid():N}.tmp");
        FileStream? taken = null;
        try
        {
            Directory.CreateDirectory(path);
            taken = FileLock.TryTake(Path.Combine(path, "run.lock"));
            if (taken is null)
                return null;

            using (FileStream file = new(probe, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(new byte[ProbeBytes]);
                file.Flush(flushToDisk: true);
            }

            File.Delete(probe);
            return new OutputDirectory(path, taken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(probe);
            taken?.Dispose();
            throw new CifarException($"The results cannot be written to {path}: {e.Message.TrimEnd('.')}. Choose another folder with --output.", e);
        }
    }

    /// <summary>Writes all files.</summary>
    /// <param name="report">Becomes <c>metrics.json</c> and <c>curve.svg</c>.</param>
    /// <param name="saveModel">Writes the model in TorchSharp's format; may close the stream.</param>
    /// <param name="saveSafetensors">Writes it as safetensors; may close the stream.</param>
    /// <exception cref="CifarException">A file cannot be written.</exception>
    public void Save(RunReport report, Action<Stream> saveModel, Action<Stream> saveSafetensors)
    {
        Write(Metrics, stream => RunReportJson.Write(stream, report));
        Write(Curve, stream => CurveSvg.Write(stream, report));
        Write(Model, saveModel);
        Write(Safetensors, saveSafetensors);
    }

    public void Dispose() => _lock.Dispose();

    private static void Write(string path, Action<Stream> write)
    {
        try
        {
            AtomicFile.Write(path, write);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CifarException($"{path} cannot be written: {e.Message}", e);
        }
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
