namespace Dpsa.Federation;

/// <summary>What a client's model gives after training; for the client alone.</summary>
/// <param name="Measurement">
/// d integers whose squared norm is at most the function's bound. Secret: whoever receives this zeroes them.
/// </param>
/// <param name="Result">What the training step reports; null where it returned nothing.</param>
/// <param name="Norm">L2 norm of the change before clipping.</param>
/// <param name="TrainTime">Time of the training step alone.</param>
public sealed record LocalUpdate(int[] Measurement, LocalTrainingResult? Result, double Norm, TimeSpan TrainTime);
