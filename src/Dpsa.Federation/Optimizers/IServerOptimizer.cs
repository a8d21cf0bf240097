namespace Dpsa.Federation;

/// <summary>
/// A server optimiser: the rule by which a round's noised sum moves the global vector. It holds hyperparameters only, and may be
/// shared; its state is a value.
/// </summary>
public interface IServerOptimizer
{
    /// <summary>
    /// Algorithm and hyperparameters as one line of invariant text; a checkpoint that was written under another one is not resumed.
    /// </summary>
    string Description { get; }

    /// <summary>The state before the first step.</summary>
    /// <param name="dimension">Number d of coordinates, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is not in [1, <see cref="OptimizerState.MaxDimension"/>].</exception>
    OptimizerState Start(int dimension);

    /// <summary>One step. Nothing that is given is modified, so that a step that is not taken leaves no trace.</summary>
    /// <param name="global">The global vector, d values.</param>
    /// <param name="sum">
    /// Noised sum of the clients' updates (trained - received) in the parameters' own units, d values.
    /// </param>
    /// <param name="reportCount">Number of reports in the sum, at least 1.</param>
    /// <param name="state">The state after the last step that was taken.</param>
    /// <returns>
    /// The next global vector, d values, and the state that belongs to it. Values may have left the finite numbers: the caller
    /// checks the vector, and takes both or neither. Where the vector is finite, so is the state.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The lengths differ, no report is in the sum, or the state is of another algorithm or dimension.
    /// </exception>
    (float[] Global, OptimizerState State) Step(
        ReadOnlySpan<float> global, ReadOnlySpan<double> sum, long reportCount, OptimizerState state);
}
