using Dpsa.Dap;
using Dpsa.Federation;
using static TorchSharp.torch.nn;

namespace Dpsa.TorchSharp;

/// <summary>
/// A client that wraps a TorchSharp module and a training step, and takes part in rounds without showing its update to anyone. Its
/// update leaves only as two shares with a proof of bounded norm.
/// </summary>
/// <remarks>The module belongs to the trainer during a round, and is not disposed by it.</remarks>
public sealed class DpsaFederatedTrainer : FederatedClient
{
    private DpsaFederatedTrainer(
        string name, ILocalModel model, ILeaderEndpoint leader, IAggregatorEndpoint helper, DpsaTrainerOptions options, TimeProvider time)
        : base(name, model, leader, helper, options, time)
    {
    }

    /// <summary>Wraps a module.</summary>
    /// <typeparam name="TModule">The module's own type, which the steps get it as.</typeparam>
    /// <param name="name">The client's name, as the coordinator knows it.</param>
    /// <param name="module">The module; its parameters are overwritten by the global model each round.</param>
    /// <param name="train">The training step; called on a thread of the pool.</param>
    /// <param name="leader">The aggregator that takes the reports.</param>
    /// <param name="helper">The other aggregator.</param>
    /// <param name="options">The client's own limits, and the data holder's ledger.</param>
    /// <param name="evaluate">The evaluation step; needed only with <see cref="ClientOptions.AllowEvaluate"/>.</param>
    /// <param name="time">Measures times; the system's clock where null.</param>
    /// <exception cref="ArgumentException">The module's state cannot be carried in a float32 vector; the message says why.</exception>
    public static DpsaFederatedTrainer Create<TModule>(
        string name,
        TModule module,
        LocalTraining<TModule> train,
        ILeaderEndpoint leader,
        IAggregatorEndpoint helper,
        DpsaTrainerOptions options,
        LocalEvaluation<TModule>? evaluate = null,
        TimeProvider? time = null)
        where TModule : Module
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(options);
        if (options.AllowEvaluate && evaluate is null)
            throw new ArgumentException("AllowEvaluate needs an evaluation step.", nameof(evaluate));
        time ??= TimeProvider.System;
        LocalModule<TModule> model = new(module, train, evaluate, options.Buffers, $"Client {name}'s", time);
        return new DpsaFederatedTrainer(name, model, leader, helper, options, time);
    }
}
