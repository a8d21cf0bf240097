using Dpsa.Dap;

namespace Dpsa.Aggregator;

/// <summary>What an aggregator keeps of a task.</summary>
/// <param name="Session">Its session.</param>
/// <param name="Phase">How far it is.</param>
/// <param name="Batch">What has been counted; zero where the task has ended.</param>
public sealed record StoredTask(SessionId Session, TaskPhase Phase, Batch Batch);
