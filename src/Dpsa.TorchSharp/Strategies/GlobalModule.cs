using Dpsa.Federation;
using TorchSharp;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>The module that holds the global model.</summary>
internal sealed class GlobalModule : IGlobalModel
{
    private readonly nn.Module _module;
    private readonly BufferPolicy _buffers;

    /// <exception cref="ArgumentException">The state cannot be carried in a float32 vector, or is not finite.</exception>
    public GlobalModule(nn.Module module, BufferPolicy buffers)
    {
        ArgumentNullException.ThrowIfNull(module);
        (_module, _buffers) = (module, buffers);
        Layout = ParameterVector.LayoutOf(module, buffers);
        if (buffers == BufferPolicy.KeepLocal) RunningStatistics.RefuseUntouched(module);
    }

    public ParameterLayout Layout { get; }

    public float[] Read() => ParameterVector.Values(_module, _buffers);

    public int? Load(Span<float> next)
    {
        float[] values = next.ToArray();
        if (FirstNonFinite(values) is { } index) return index;
        RunningStatistics.Clamp(_module, _buffers, values);
        using Tensor before = ParameterVector.Flatten(_module, _buffers);
        try
        {
            ParameterVector.LoadValues(_module, Layout, values, _buffers);
        }
        catch
        {
            ParameterVector.Load(_module, Layout, before, _buffers);
            throw;
        }

        values.CopyTo(next);
        return null;
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
