using Dpsa.Dap;
using Dpsa.Federation;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>
/// The coordinator's side of a training whose global model is a TorchSharp module: wraps any strategy and server optimiser, collects
/// the noised sum of each round, and writes the moved vector into the module's state dict. It never sees an update.
/// </summary>
public sealed class DpsaAggregationStrategy : FederatedTraining
{
    /// <summary>Wraps a module; the global model starts as its state.</summary>
    /// <param name="module">Holds the global model; overwritten after each round, not disposed.</param>
    /// <param name="aggregators">The way to both aggregators.</param>
    /// <param name="options">Noise, function, clip norm, deadlines.</param>
    /// <param name="optimizer">Moves the model; default <see cref="FedAvg"/>, which adds the mean.</param>
    /// <param name="strategy">Chooses clients and combines metrics; default <see cref="UniformSampling"/> of everyone.</param>
    /// <param name="time">Measures times and deadlines; the system's clock where null.</param>
    /// <exception cref="ArgumentException">
    /// The module's state cannot be carried in a float32 vector or is not finite, or the function is of another dimension.
    /// </exception>
    public DpsaAggregationStrategy(
        nn.Module module,
        CoordinatorEndpoints aggregators,
        DpsaStrategyOptions options,
        IServerOptimizer? optimizer = null,
        IStrategy? strategy = null,
        TimeProvider? time = null)
        : base(
            new GlobalModule(module, options?.Buffers ?? throw new ArgumentNullException(nameof(options))),
            aggregators,
            options,
            optimizer,
            strategy,
            time)
    {
    }
}
