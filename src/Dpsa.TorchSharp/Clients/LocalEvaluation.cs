using Dpsa.Federation;
using static TorchSharp.torch.nn;

namespace Dpsa.TorchSharp;

/// <summary>A client's evaluation step.</summary>
/// <typeparam name="TModule">The module's own type.</typeparam>
/// <param name="module">The client's module, holding the global model, in evaluation mode and without gradients.</param>
/// <param name="context">The round, the coordinator's values, the model as received, progress and cancellation.</param>
public delegate LocalEvaluationResult LocalEvaluation<in TModule>(TModule module, TrainingContext context)
    where TModule : Module;
