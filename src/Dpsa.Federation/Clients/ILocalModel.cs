using Dpsa.Vdaf;

namespace Dpsa.Federation;

/// <summary>A client's model and data: what trains, and turns the change into integers. The client around it knows vectors only.</summary>
public interface ILocalModel
{
    /// <summary>The layout of the model's flat vector.</summary>
    ParameterLayout Layout { get; }

    /// <summary>Takes on the global model, trains, and clips and quantises the change.</summary>
    /// <param name="context">The round and its global model, whose layout, length and values have been checked.</param>
    /// <param name="clipNorm">Norm bound C: the change is clipped to it and divided by it.</param>
    /// <param name="vdaf">The function: scale and norm bound of the integers.</param>
    /// <exception cref="ModelLoadException">The model cannot take on the global vector; nothing has changed.</exception>
    /// <exception cref="NonFiniteUpdateException">Training diverged.</exception>
    /// <exception cref="LayoutMismatchException">Training changed what is trainable.</exception>
    LocalUpdate Train(TrainingContext context, double clipNorm, IVdaf vdaf);

    /// <summary>Takes on the global model, and evaluates it on the client's data.</summary>
    /// <exception cref="ModelLoadException">The model cannot take on the global vector; nothing has changed.</exception>
    LocalEvaluationResult? Evaluate(TrainingContext context);
}
