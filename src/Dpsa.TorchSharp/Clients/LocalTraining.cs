using Dpsa.Federation;
using static TorchSharp.torch.nn;

namespace Dpsa.TorchSharp;

/// <summary>
/// A client's training step: an ordinary TorchSharp loop over its own data, which changes the module's parameters.
/// </summary>
/// <typeparam name="TModule">The module's own type.</typeparam>
/// <param name="module">The client's module, holding the global model, in training mode.</param>
/// <param name="context">The round, the coordinator's values, the model as received, progress and cancellation.</param>
public delegate LocalTrainingResult LocalTraining<in TModule>(TModule module, TrainingContext context)
    where TModule : Module;
