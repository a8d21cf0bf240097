using System.Text.Json;

namespace Dpsa.Federation;

/// <summary>Writes each round as a line of JSON. A run that goes on from a checkpoint begins with the rounds of the checkpoint.</summary>
/// <param name="path">The file; replaced when a run starts.</param>
public sealed class HistoryWriter(string path) : IRoundCallback
{
    /// <inheritdoc/>
    public ValueTask OnStartedAsync(FederatedTraining training, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(training);
        AtomicFile.Write(path, stream =>
        {
            foreach (RoundResult round in training.History.Rounds) stream.Write(Line(round));
        });
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask OnRoundAsync(FederatedTraining training, RoundResult round, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        await File.AppendAllBytesAsync(path, Line(round), cancellationToken).ConfigureAwait(false);
    }

    private static byte[] Line(RoundResult round) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(round, HistoryJson.Default.RoundResult), (byte)'\n'];
}
