using Dpsa.Federation;

namespace Dpsa.Examples.Cifar;

/// <summary>One client's part in one round: an answer, or the reason why it sent nothing.</summary>
internal sealed record ClientRound(FitResult? Result, string? Failure, TimeSpan TrainTime, TimeSpan ShardTime);
