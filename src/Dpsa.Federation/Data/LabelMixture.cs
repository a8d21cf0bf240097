namespace Dpsa.Federation;

/// <summary>Deals out samples by label to one client after the other, each with a mixture of labels drawn from Dir(alpha * p).</summary>
internal sealed class LabelMixture
{
    private readonly long[][] _pools;
    private readonly double[] _shapes;
    private readonly int[] _taken;
    private readonly double[] _cumulative;
    private readonly SeededRandom _random;

    /// <summary>Starts with all samples.</summary>
    /// <param name="pools">The samples of each label in the order in which they are taken; none is empty. Not copied.</param>
    /// <param name="alpha">Concentration, positive.</param>
    /// <param name="random">The stream.</param>
    public LabelMixture(long[][] pools, double alpha, SeededRandom random)
    {
        double count = pools.Sum(pool => (double)pool.Length);
        _pools = pools;
        _shapes = [.. pools.Select(pool => alpha * (pool.Length / count))];
        _taken = new int[pools.Length];
        _cumulative = new double[pools.Length];
        _random = random;
    }

    /// <summary>Draws a mixture, and takes samples by it.</summary>
    /// <param name="count">At most the number of samples that are left.</param>
    public long[] Take(int count)
    {
        double[] logWeights = [.. _shapes.Select(shape => GammaSampler.NextLog(shape, _random))];
        long[] samples = new long[count];
        Renormalise(logWeights);
        for (int i = 0; i < count; i++)
        {
            int label = Draw();
            samples[i] = _pools[label][_taken[label]++];
            if (_taken[label] == _pools[label].Length && i + 1 < count) Renormalise(logWeights);
        }

        return samples;
    }

    // Relative to the largest weight that is left: there is always a label of weight 1, however small the weights are.
    private void Renormalise(double[] logWeights)
    {
        double largest = double.NegativeInfinity;
        for (int k = 0; k < _pools.Length; k++)
            if (HasLeft(k)) largest = Math.Max(largest, logWeights[k]);
        double sum = 0;
        for (int k = 0; k < _pools.Length; k++)
        {
            if (HasLeft(k)) sum += Math.Exp(logWeights[k] - largest);
            _cumulative[k] = sum;
        }
    }

    // The first label whose sum is above the number drawn; one that is used up adds nothing, and is never the first.
    private int Draw()
    {
        double target;
        do
            target = _random.NextDouble() * _cumulative[^1];
        while (target >= _cumulative[^1]);

        (int low, int high) = (0, _cumulative.Length - 1);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_cumulative[middle] > target) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    private bool HasLeft(int label) => _taken[label] < _pools[label].Length;
}
