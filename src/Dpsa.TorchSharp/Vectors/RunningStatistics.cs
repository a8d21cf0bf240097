using Dpsa.Federation;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>What becomes of the running statistics of BatchNorm and InstanceNorm at the coordinator.</summary>
internal static class RunningStatistics
{
    /// <summary>Sets negative variances of a vector to zero: noise may make them so, and their root is no number.</summary>
    /// <param name="module">The module whose layout the vector has.</param>
    /// <param name="buffers">What to do with floating-point buffers.</param>
    /// <param name="vector">d values; changed in place.</param>
    public static void Clamp(nn.Module module, BufferPolicy buffers, Span<float> vector)
    {
        using DisposeScope scope = NewDisposeScope();
        List<StateEntry> entries = ModuleState.Carried(module, buffers);
        foreach ((StateEntry entry, ParameterEntry place) in entries.Zip(ParameterVector.LayoutOf(entries).Entries))
        {
            if (!entry.IsVariance) continue;
            foreach (ref float value in vector.Slice(place.Offset, place.Length)) value = Math.Max(value, 0);
        }
    }

    /// <summary>
    /// Makes layers refuse to evaluate with statistics that never saw data, as they are at the coordinator where every client
    /// keeps its own: the result would say nothing about the model.
    /// </summary>
    public static void RefuseUntouched(nn.Module module)
    {
        foreach ((string name, NormBase norm) in Layers(module))
        {
            norm.register_forward_pre_hook((Action<nn.Module>)(layer =>
            {
                if (!layer.training) RequireTouched(name, norm);
            }));
        }
    }

    /// <summary>Requires that a module's statistics have seen data.</summary>
    /// <exception cref="InvalidOperationException">They have not; the message names the layer.</exception>
    public static void RequireTouched(nn.Module module)
    {
        foreach ((string name, NormBase norm) in Layers(module)) RequireTouched(name, norm);
    }

    private static IEnumerable<(string Name, NormBase Norm)> Layers(nn.Module module) =>
        module.named_modules().Where(m => m.module is NormBase { num_batches_tracked: not null }).Select(m => (m.name, (NormBase)m.module));

    private static void RequireTouched(string name, NormBase norm)
    {
        using Tensor count = norm.num_batches_tracked!.to(ScalarType.Int64);
        if (count.item<long>() > 0) return;
        throw new InvalidOperationException(
            $"The running statistics of {name} have seen no data: every party keeps its own (BufferPolicy.KeepLocal), and this module has "
            + "trained on none. Evaluate at clients that have trained, choose BufferPolicy.Include, or better replace BatchNorm in every "
            + "module: GroupNorms.Replace(module).");
    }
}
