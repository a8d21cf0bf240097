namespace Dpsa.TorchSharp;

/// <summary>What to do with floating-point buffers, which are state but not trained (running means of BatchNorm).</summary>
/// <remarks>
/// For BatchNorm there is a better way than any of these: its statistics join the samples of a batch, and are spent privacy or
/// differ from client to client. <see cref="GroupNorms.Replace"/> puts GroupNorm in its place, which has none.
/// </remarks>
public enum BufferPolicy
{
    /// <summary>
    /// Refuse the module with a message that names the buffers. The default: leaving them out or summing them is a choice.
    /// </summary>
    Refuse,

    /// <summary>
    /// Treat them like parameters: their change is clipped, noised and summed with the rest. Running variances which noise makes
    /// negative are set to zero.
    /// </summary>
    Include,

    /// <summary>
    /// Leave them out: every party keeps its own. A module that saw no data, as the coordinator's, refuses to be evaluated with
    /// the statistics of a new layer.
    /// </summary>
    KeepLocal,
}
