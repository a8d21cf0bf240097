using Dpsa.Federation;
using TorchSharp;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>
/// Converts between a module's state dict and a flat float32 vector of shape [d]: floating-point entries in the order
/// of <c>state_dict()</c>, integer buffers left out.
/// </summary>
public static class ParameterVector
{
    /// <summary>The layout of a module.</summary>
    /// <param name="module">The module; its entries are float32, float16 or bfloat16.</param>
    /// <param name="buffers">What to do with floating-point buffers.</param>
    /// <exception cref="ArgumentException">Float buffers under <see cref="BufferPolicy.Refuse"/>, a float64 or complex entry, or no entry at all.</exception>
    public static ParameterLayout LayoutOf(nn.Module module, BufferPolicy buffers = BufferPolicy.Refuse) =>
        new(Entries(module, buffers).Select(e => (e.Name, (IReadOnlyList<long>)e.Tensor.shape)));

    /// <summary>Copies a module's state into a new flat vector.</summary>
    /// <returns>Shape [d], float32, on the device of the module's first entry, without gradient; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">As <see cref="LayoutOf"/>.</exception>
    public static Tensor Flatten(nn.Module module, BufferPolicy buffers = BufferPolicy.Refuse)
    {
        List<(string Name, Tensor Tensor)> entries = Entries(module, buffers);
        using DisposeScope scope = NewDisposeScope();
        using (no_grad())
        {
            Device device = entries[0].Tensor.device;
            Tensor[] pieces = [.. entries.Select(e => e.Tensor.detach().reshape(-1).to(ScalarType.Float32).to(device))];
            Tensor flat = cat(pieces, 0);
            return flat.MoveToOuterDisposeScope();
        }
    }

    /// <summary>Copies a flat vector into a module's state, in place, on whatever device and dtype each entry has.</summary>
    /// <param name="module">The module to change.</param>
    /// <param name="layout">The layout of <paramref name="vector"/>; must be the module's own.</param>
    /// <param name="vector">Shape [d], on any device. Not modified.</param>
    /// <param name="buffers">What to do with floating-point buffers.</param>
    /// <exception cref="LayoutMismatchException">The module has another layout; nothing was changed.</exception>
    /// <exception cref="ArgumentException">The vector has another shape; nothing was changed.</exception>
    public static void Load(nn.Module module, ParameterLayout layout, Tensor vector, BufferPolicy buffers = BufferPolicy.Refuse)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(vector);
        LayoutOf(module, buffers).RequireSame(layout, "The module's", "the vector's");
        if (vector.dim() != 1 || vector.shape[0] != layout.Dimension)
            throw new ArgumentException($"The vector has shape [{string.Join(',', vector.shape)}], the layout {layout.Dimension} elements.", nameof(vector));

        using DisposeScope scope = NewDisposeScope();
        using (no_grad())
        {
            foreach (((string _, Tensor tensor), ParameterEntry entry) in Entries(module, buffers).Zip(layout.Entries))
                tensor.copy_(vector.narrow(0, entry.Offset, entry.Length).reshape(tensor.shape));
        }
    }

    /// <summary>As <see cref="Load"/>, from values in memory.</summary>
    /// <exception cref="LayoutMismatchException">The module has another layout; nothing was changed.</exception>
    /// <exception cref="ArgumentException">The vector has another length; nothing was changed.</exception>
    public static void LoadValues(nn.Module module, ParameterLayout layout, ReadOnlyMemory<float> vector, BufferPolicy buffers = BufferPolicy.Refuse)
    {
        using Tensor flat = FromMemory(vector);
        Load(module, layout, flat, buffers);
    }

    /// <summary>A new float32 tensor of shape [d] on the CPU with the given values.</summary>
    internal static Tensor FromMemory(ReadOnlyMemory<float> vector) => tensor(vector.ToArray(), dtype: ScalarType.Float32);

    private static List<(string Name, Tensor Tensor)> Entries(nn.Module module, BufferPolicy buffers)
    {
        ArgumentNullException.ThrowIfNull(module);
        HashSet<string> parameters = [.. module.named_parameters().Select(p => p.name)];
        List<(string Name, Tensor Tensor)> entries = [];
        List<string> refused = [];
        foreach ((string name, Tensor tensor) in module.state_dict())
        {
            if (tensor.dtype is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool)
                continue;
            if (!parameters.Contains(name))
            {
                if (buffers == BufferPolicy.KeepLocal) continue;
                if (buffers == BufferPolicy.Refuse) refused.Add(name);
            }

            if (tensor.dtype is not (ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16))
                throw new ArgumentException($"{name} is {tensor.dtype}; a float32 vector cannot carry it. Convert the module with to(ScalarType.Float32).", nameof(module));
            entries.Add((name, tensor));
        }

        if (refused.Count > 0)
            throw new ArgumentException(
                $"The module has floating-point buffers ({string.Join(", ", refused)}), which are not trained. Choose BufferPolicy.Include or BufferPolicy.KeepLocal.", nameof(module));
        return entries.Count > 0 ? entries : throw new ArgumentException("The module has no floating-point state.", nameof(module));
    }
}
