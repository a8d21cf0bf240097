using Dpsa.Federation;

namespace Dpsa.TorchSharp.Tests;

/// <summary>Global models by their ids, as a coordinator would hand them out; also those that no coordinator should.</summary>
internal sealed class TestModels : IModelSource
{
    private readonly Dictionary<ModelId, ModelSnapshot> _models = [];

    public ModelId Add(ParameterLayout layout, params float[] vector)
    {
        ModelSnapshot model = ModelSnapshot.Create(_models.Count, layout, vector);
        _models.Add(model.Id, model);
        return model.Id;
    }

    /// <summary>Hands out another model under the id than the one that it names.</summary>
    public void Falsify(ModelId id, Func<ModelSnapshot, ModelSnapshot> lie) => _models[id] = lie(_models[id]);

    public Task<ModelSnapshot> GetModelAsync(ModelId id, CancellationToken cancellationToken) => Task.FromResult(_models[id]);
}
