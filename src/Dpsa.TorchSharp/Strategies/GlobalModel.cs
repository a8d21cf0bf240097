using Dpsa.Federation;
using TorchSharp;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>The global vector and the module that holds it: they move together, or not at all.</summary>
internal sealed class GlobalModel
{
    private readonly nn.Module _module;
    private readonly BufferPolicy _buffers;

    /// <summary>Starts as the module's state.</summary>
    /// <exception cref="ArgumentException">The state cannot be carried in a float32 vector, or is not finite.</exception>
    public GlobalModel(nn.Module module, BufferPolicy buffers)
    {
        (_module, _buffers) = (module, buffers);
        Layout = ParameterVector.LayoutOf(module, buffers);
        Vector = ParameterVector.Values(module, buffers);
        if (buffers == BufferPolicy.KeepLocal) RunningStatistics.RefuseUntouched(module);
    }

    /// <summary>The layout of the vector.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>d values; replaced and never written to.</summary>
    public float[] Vector { get; private set; }

    /// <summary>Adds <paramref name="factor"/> times <paramref name="sum"/>.</summary>
    /// <returns>L2 norm of the change.</returns>
    /// <exception cref="ModelDivergedException">
    /// A value would not be finite in the precision of its parameter; nothing was changed.
    /// </exception>
    public double Move(int round, double[] sum, double factor)
    {
        float[] next = new float[sum.Length];
        double squared = 0;
        for (int i = 0; i < next.Length; i++)
        {
            double step = factor * sum[i];
            squared += step * step;
            next[i] = (float)(Vector[i] + step);
        }

        if (FirstNonFinite(next) is { } index)
            throw new ModelDivergedException(round, Layout.EntryAt(index).Name, index, next[index]);
        RunningStatistics.Clamp(_module, _buffers, next);
        using Tensor before = ParameterVector.Flatten(_module, _buffers);
        try
        {
            ParameterVector.LoadValues(_module, Layout, next, _buffers);
        }
        catch
        {
            ParameterVector.Load(_module, Layout, before, _buffers);
            throw;
        }

        Vector = next;
        return Math.Sqrt(squared);
    }

    // As each parameter would hold it: float16 ends at 65,504.
    private int? FirstNonFinite(float[] vector)
    {
        using DisposeScope scope = NewDisposeScope();
        using (no_grad())
        {
            Tensor flat = ParameterVector.FromMemory(vector);
            foreach ((StateEntry entry, ParameterEntry place) in ModuleState.Carried(_module, _buffers).Zip(Layout.Entries))
            {
                Tensor wrong = flat.narrow(0, place.Offset, place.Length).to(entry.Tensor.dtype).isfinite().logical_not();
                if (wrong.any().item<bool>()) return place.Offset + (int)wrong.nonzero()[0, 0].item<long>();
            }
        }

        return null;
    }
}
