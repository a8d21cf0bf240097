namespace Dpsa.Federation;

/// <summary>Where a client gets the global model that an instruction names.</summary>
public interface IModelSource
{
    /// <summary>The model of the given id. Its receiver checks it against the hash.</summary>
    /// <exception cref="ModelNotFoundException">It is not the current model any more, or never was.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<ModelSnapshot> GetModelAsync(ModelId id, CancellationToken cancellationToken);
}
