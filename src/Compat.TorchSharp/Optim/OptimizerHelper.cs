// What the optimizers written in managed code share: groups of parameters, a state per parameter, and the step's frame.
using static TorchSharp.torch;

namespace TorchSharp.Modules;

public abstract class OptimizerHelper : optim.Optimizer
{
    private protected OptimizerHelper(OptimizerOptions defaults) => _defaults = defaults;

    protected OptimizerOptions _defaults;

    /// <summary>Runs the update of every group without recording and disposes what it makes.</summary>
    protected Tensor _step<T>(Action<T> body, Func<Tensor> loss_closure = null!)
        where T : ParamGroup
    {
        Tensor? loss = null;
        if (loss_closure is not null)
        {
            using IDisposable recording = enable_grad();
            loss = loss_closure();
        }

        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach (ParamGroup group in _parameter_groups)
            body((T)group);
        return loss!;
    }

    /// <summary>Adds a group whose parameters no other group may hold.</summary>
    private protected void Adopt(ParamGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        Parameter[] members = [.. group.Parameters];
        var known = new HashSet<Parameter>(parameters(), ReferenceEqualityComparer.Instance);
        foreach (Parameter parameter in members)
        {
            if (!known.Add(parameter))
                throw new ArgumentException("A parameter is in more than one parameter group.", nameof(group));
        }

        group.Parameters = members;
        group.Options.LearningRate ??= _defaults.LearningRate;
        group.Options.InitialLearningRate = group.Options.LearningRate!.Value;
        _parameter_groups.Add(group);
    }
}
