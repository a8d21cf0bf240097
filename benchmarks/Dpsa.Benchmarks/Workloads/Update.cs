using Dpsa.TorchSharp;
using Dpsa.Vdaf;
using static TorchSharp.torch;

namespace Dpsa.Benchmarks.Workloads;

/// <summary>A trained update as a tensor, of ten times the norm that it is clipped to.</summary>
internal sealed class Update : IDisposable
{
    private const double ClipNorm = 0.1;

    private readonly Tensor _values;
    private readonly IVdaf _vdaf;

    public Update(string function, int dimension)
    {
        Random random = new(dimension);
        double deviation = 10 * ClipNorm / Math.Sqrt(dimension);
        float[] values = [.. Enumerable.Range(0, dimension).Select(_ => (float)(deviation * Math.Sqrt(3) * ((2 * random.NextDouble()) - 1)))];
        _values = tensor(values);
        _vdaf = Functions.Parameters(function, dimension).Create();
    }

    /// <summary>Clips and quantises.</summary>
    public int[] Quantise() => UpdateQuantizer.Quantize(_values, ClipNorm, _vdaf);

    public void Dispose() => _values.Dispose();
}
