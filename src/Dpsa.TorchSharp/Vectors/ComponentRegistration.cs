using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>Finds layers and parameters which a module holds in its fields but has not registered: its state dict lacks them.</summary>
internal static class ComponentRegistration
{
    /// <summary>Requires that every trainable parameter within reach of the module's fields is part of its state.</summary>
    /// <exception cref="ArgumentException">The message names those that are not.</exception>
    public static void Require(nn.Module module, IEnumerable<Tensor> state)
    {
        HashSet<nint> known = [.. state.Select(t => t.Handle)];
        Dictionary<nn.Module, string> registered = new(ReferenceEqualityComparer.Instance) { [module] = "" };
        foreach ((string name, nn.Module child) in module.named_modules()) registered.TryAdd(child, name + ".");

        HashSet<nn.Module> visited = new(registered.Keys, ReferenceEqualityComparer.Instance);
        List<string> missing = [];
        foreach ((nn.Module owner, string path) in registered) Visit(owner, path);
        if (missing.Count > 0)
        {
            throw new ArgumentException(
                $"{module.GetName()} does not register {string.Join(", ", missing)}: call RegisterComponents() at the end of the "
                + "constructor, keep several layers in a Sequential or a ModuleList, and freeze what is not to be trained "
                + "(requires_grad = false).");
        }

        void Visit(nn.Module owner, string path)
        {
            foreach (ModuleSlot slot in ModuleSlot.Of(owner, ofLibrary: false))
            {
                if (slot.Value is Parameter parameter && IsMissing(parameter)) missing.Add(path + slot.Name);
                if (slot.Value is not nn.Module held || !visited.Add(held)) continue;
                if (held.parameters().Any(IsMissing)) missing.Add(path + slot.Name);
                else Visit(held, $"{path}{slot.Name}.");
            }
        }

        bool IsMissing(Parameter parameter) => !parameter.IsInvalid && parameter.requires_grad && !known.Contains(parameter.Handle);
    }
}
