namespace Dpsa.Federation;

/// <summary>What a client is doing in a round.</summary>
public enum ClientActivity
{
    /// <summary>Asks the aggregators about the task, and fetches the model.</summary>
    Preparing,

    /// <summary>Trains; the fraction is what the training step reports.</summary>
    Training,

    /// <summary>Shares and proves its update.</summary>
    Sharding,

    /// <summary>Waits for the leader's receipt.</summary>
    Uploading,
}
