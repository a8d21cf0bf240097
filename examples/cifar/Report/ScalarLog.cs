using TorchSharp.Modules;
using static TorchSharp.torch.utils.tensorboard;

namespace Dpsa.Examples.Cifar.Report;

/// <summary>The rounds as scalars for TensorBoard, in an event file of TorchSharp's own writer. A step is a round; 0 is before the first.</summary>
internal sealed class ScalarLog
{
    private readonly SummaryWriter _writer;
    private int _steps;

    private ScalarLog(string folder) => _writer = SummaryWriter(folder, createRunName: false);

    /// <summary>Starts an event file.</summary>
    /// <param name="folder">Made where it is missing.</param>
    /// <exception cref="CifarException">It cannot be written to.</exception>
    public static ScalarLog Open(string folder) => Try(folder, () =>
    {
        Directory.CreateDirectory(folder);
        return new ScalarLog(folder);
    });

    /// <summary>Writes the rounds that are new since the last call.</summary>
    /// <param name="report">What was done so far; its privacy is that of its last round.</param>
    /// <exception cref="CifarException">The file cannot be written.</exception>
    public void Write(RunReport report) => Try(_writer.LogDir, () =>
    {
        if (_steps == 0 && report.Initial is { } initial)
        {
            Test(0, initial);
            _steps = 1;
        }

        foreach (RoundReport round in report.Rounds.Where(r => r.Round >= _steps))
        {
            Test(round.Round, round.Test);
            Add("train/loss", round.TrainLoss, round.Round);
            Add("update/norm", round.StepNorm, round.Round);
            if (round.Round == report.Rounds[^1].Round)
                Add("privacy/epsilon", report.Privacy.Epsilon, round.Round);
            _steps = round.Round + 1;
        }

        return 0;
    });

    private void Test(int step, Evaluation test)
    {
        Add("test/accuracy", test.Accuracy, step);
        Add("test/loss", test.Loss, step);
    }

    private void Add(string tag, double? value, int step)
    {
        if (value is { } known)
            _writer.add_scalar(tag, (float)known, step);
    }

    private static T Try<T>(string folder, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CifarException($"Scalars cannot be written to {folder}: {e.Message.TrimEnd('.')}. Choose another folder with --tensorboard.", e);
        }
    }
}
