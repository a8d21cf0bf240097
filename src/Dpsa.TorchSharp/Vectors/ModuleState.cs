using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>
/// Which part of a module's state the flat vector carries: floating-point entries in the order of <c>state_dict()</c>, without
/// frozen parameters and without further names of a tensor that came before.
/// </summary>
internal static class ModuleState
{
    /// <summary>The entries; live tensors of the module, at least one element in all.</summary>
    /// <exception cref="ArgumentException">The module cannot be carried; the message says why, by name.</exception>
    public static List<StateEntry> Carried(nn.Module module, BufferPolicy buffers)
    {
        ArgumentNullException.ThrowIfNull(module);
        Dictionary<string, Tensor> state = module.state_dict();
        ComponentRegistration.Require(module, state.Values);

        // A second name of a tied parameter is missing in named_parameters(), but has the handle of the first.
        (string name, Tensor tensor)[] parameters = [.. module.named_parameters().Select(p => (p.name, (Tensor)p.parameter))];
        HashSet<string> names = [.. parameters.Select(p => p.name)];
        HashSet<nint> handles = [.. parameters.Select(p => p.tensor.Handle)];
        StateMemory memory = new();
        List<StateEntry> entries = [];
        int frozen = 0;
        foreach ((string name, Tensor tensor) in state)
        {
            if (IsInteger(tensor.dtype)) continue;
            bool isBuffer = !names.Contains(name) && !handles.Contains(tensor.Handle);
            if (isBuffer && buffers == BufferPolicy.KeepLocal) continue;
            if (!isBuffer && !tensor.requires_grad)
            {
                frozen++;
                continue;
            }

            if (!memory.Add(name, tensor)) continue;
            RequireCarriable(name, tensor);
            entries.Add(new StateEntry(name, tensor, isBuffer));
        }

        if (buffers == BufferPolicy.Refuse) RefuseBuffers(entries);
        if (entries.Any(e => e.Tensor.numel() > 0)) return entries;
        throw new ArgumentException(
            entries.Count > 0 ? $"The module's parameters have no elements ({string.Join(", ", entries.Select(e => e.Name))})."
            : frozen > 0 ? "All parameters of the module are frozen (requires_grad == false): nothing is left to train."
            : "The module has no floating-point state.",
            nameof(module));
    }

    private static bool IsInteger(ScalarType type) =>
        type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;

    private static void RequireCarriable(string name, Tensor tensor)
    {
        if (tensor.dtype is not (ScalarType.Float32 or ScalarType.Float64 or ScalarType.Float16 or ScalarType.BFloat16))
            throw new ArgumentException($"{name} is {tensor.dtype}; a float32 vector cannot carry it. Use real floating-point parameters.");
        if (IsInferenceTensor(tensor))
        {
            throw new ArgumentException(
                $"{name} was made under inference mode, and can neither be loaded nor trained outside of it; "
                + "construct the module outside of inference_mode().");
        }
    }

    // No query tells; but autograd refuses to keep such a tensor for its backward pass. An empty view is enough, and nothing is written.
    private static bool IsInferenceTensor(Tensor tensor)
    {
        using IDisposable grad = enable_grad();
        using Tensor view = tensor.as_strided([0], [1]);
        using Tensor other = empty_like(view, requires_grad: true);
        try
        {
            using Tensor product = view * other;
            return false;
        }
        catch (ExternalException)
        {
            return true;
        }
    }

    private static void RefuseBuffers(List<StateEntry> entries)
    {
        StateEntry[] refused = [.. entries.Where(e => e.IsBuffer)];
        if (refused.Length == 0) return;
        string advice = refused.Any(e => e.IsVariance) ? " BatchNorm is better replaced: GroupNorms.Replace(module)." : "";
        string trainable = string.Join(", ", refused.Where(e => e.Tensor.requires_grad).Select(e => e.Name));
        if (trainable.Length > 0) advice += $" A tensor which is to be trained must be a Parameter ({trainable}).";
        throw new ArgumentException(
            $"The module has floating-point buffers ({string.Join(", ", refused.Select(e => e.Name))}), which are not trained. "
            + $"Choose BufferPolicy.Include or BufferPolicy.KeepLocal.{advice}");
    }
}
