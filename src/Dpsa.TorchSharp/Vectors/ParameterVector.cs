using System.Globalization;
using Dpsa.Federation;
using TorchSharp;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>
/// Converts between a module's state dict and a flat float32 vector of shape [d]: floating-point entries in the order of
/// <c>state_dict()</c>, integer buffers left out.
/// </summary>
/// <remarks>
/// Parameters that are frozen (<c>requires_grad == false</c>) are left out too: every party keeps its own, which must be
/// the same. A tensor under several names, as in tied weights, is carried once, under the first. float64 parameters are carried
/// with the 24 bits of a float32, float16 and bfloat16 ones round what is loaded into them.
/// </remarks>
public static class ParameterVector
{
    /// <summary>The layout of a module.</summary>
    /// <param name="module">The module.</param>
    /// <param name="buffers">What to do with floating-point buffers.</param>
    /// <exception cref="ArgumentException">
    /// Float buffers under <see cref="BufferPolicy.Refuse"/>, layers that are not registered, nothing that is trained, complex or
    /// quantised entries, tensors that share memory in part, or a module made under inference mode; the message names the entry.
    /// </exception>
    public static ParameterLayout LayoutOf(nn.Module module, BufferPolicy buffers = BufferPolicy.Refuse)
    {
        using DisposeScope scope = NewDisposeScope();
        return LayoutOf(ModuleState.Carried(module, buffers));
    }

    /// <summary>Copies a module's state into a new flat vector, which shares no memory with the module.</summary>
    /// <returns>Shape [d], float32, on the device of the module's first entry, without gradient; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">As <see cref="LayoutOf(nn.Module, BufferPolicy)"/>.</exception>
    public static Tensor Flatten(nn.Module module, BufferPolicy buffers = BufferPolicy.Refuse)
    {
        using DisposeScope scope = NewDisposeScope();
        using (no_grad())
        {
            List<StateEntry> entries = ModuleState.Carried(module, buffers);
            ParameterLayout layout = LayoutOf(entries);
            Tensor flat = empty(layout.Dimension, dtype: ScalarType.Float32, device: entries[0].Tensor.device);
            foreach ((StateEntry entry, ParameterEntry place) in entries.Zip(layout.Entries))
                flat.narrow(0, place.Offset, place.Length).copy_(entry.Tensor.detach().reshape(-1));
            return flat.MoveToOuterDisposeScope();
        }
    }

    /// <summary>Copies a flat vector into a module's state, in place, on whatever device and dtype each entry has.</summary>
    /// <remarks>Running variances among the buffers are kept from being negative.</remarks>
    /// <param name="module">The module to change.</param>
    /// <param name="layout">The layout of <paramref name="vector"/>; must be the module's own.</param>
    /// <param name="vector">Shape [d], on any device. Not modified.</param>
    /// <param name="buffers">What to do with floating-point buffers.</param>
    /// <exception cref="LayoutMismatchException">The module has another layout; nothing was changed.</exception>
    /// <exception cref="ArgumentException">
    /// The vector has another shape, or a value which is not finite in its entry's dtype; nothing was changed.
    /// </exception>
    public static void Load(nn.Module module, ParameterLayout layout, Tensor vector, BufferPolicy buffers = BufferPolicy.Refuse)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(vector);
        using DisposeScope scope = NewDisposeScope();
        using (no_grad())
        {
            List<StateEntry> entries = ModuleState.Carried(module, buffers);
            LayoutOf(entries).RequireSame(layout, "The module's", "the vector's");
            if (vector.dim() != 1 || vector.shape[0] != layout.Dimension)
            {
                throw new ArgumentException(
                    $"The vector has shape [{string.Join(',', vector.shape)}], the layout {layout.Dimension} elements.", nameof(vector));
            }

            Tensor[] pieces = [.. entries.Zip(layout.Entries, (entry, place) => Piece(vector, entry, place))];
            foreach ((StateEntry entry, Tensor piece) in entries.Zip(pieces)) entry.Tensor.copy_(piece);
        }
    }

    /// <summary>As <see cref="Load"/>, from values in memory.</summary>
    /// <exception cref="LayoutMismatchException">The module has another layout; nothing was changed.</exception>
    /// <exception cref="ArgumentException">
    /// The vector has another length, or a value which is not finite in its entry's dtype; nothing was changed.
    /// </exception>
    public static void LoadValues(
        nn.Module module, ParameterLayout layout, ReadOnlyMemory<float> vector, BufferPolicy buffers = BufferPolicy.Refuse)
    {
        using Tensor flat = FromMemory(vector);
        Load(module, layout, flat, buffers);
    }

    /// <summary>The flat vector of a module in memory.</summary>
    /// <exception cref="ArgumentException">
    /// As <see cref="LayoutOf(nn.Module, BufferPolicy)"/>, or a value is not finite as float32.
    /// </exception>
    internal static float[] Values(nn.Module module, BufferPolicy buffers)
    {
        using Tensor flat = Flatten(module, buffers);
        using Tensor host = flat.cpu();
        float[] values = host.data<float>().ToArray();
        int bad = Array.FindIndex(values, value => !float.IsFinite(value));
        if (bad < 0) return values;
        string name = LayoutOf(module, buffers).EntryAt(bad).Name;
        throw new ArgumentException($"The module's {name} holds a value that is {values[bad]} as float32.", nameof(module));
    }

    /// <summary>The layout of a module's entries.</summary>
    internal static ParameterLayout LayoutOf(List<StateEntry> entries) =>
        new(entries.Select(e => (e.Name, (IReadOnlyList<long>)e.Tensor.shape)));

    /// <summary>A new float32 tensor of shape [d] on the CPU with a copy of the given values.</summary>
    internal static Tensor FromMemory(ReadOnlyMemory<float> vector) => tensor(vector.ToArray(), dtype: ScalarType.Float32);

    private static Tensor Piece(Tensor vector, StateEntry entry, ParameterEntry place)
    {
        Tensor given = vector.narrow(0, place.Offset, place.Length);
        Tensor piece = given.to(entry.Tensor.dtype);
        if (!piece.isfinite().all().item<bool>())
        {
            double largest = given.abs().max().to(ScalarType.Float64).item<double>();
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"{entry.Name} is {entry.Tensor.dtype} and cannot hold {largest:G6}; nothing was changed."));
        }

        return (entry.IsVariance ? HeldScalars.With(0, piece.clamp_min) : piece).reshape(entry.Tensor.shape);
    }
}
