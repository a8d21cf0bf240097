namespace Dpsa.Federation;

/// <summary>What a client may know about its own round and nobody else: norms before clipping are private.</summary>
/// <param name="UpdateNorm">L2 norm of the update before clipping.</param>
/// <param name="TrainTime">Time of the training step.</param>
/// <param name="ShardTime">Time to clip, quantise, share and prove.</param>
/// <param name="UploadTime">Time of the upload.</param>
public sealed record RoundDiagnostics(double UpdateNorm, TimeSpan TrainTime, TimeSpan ShardTime, TimeSpan UploadTime);
