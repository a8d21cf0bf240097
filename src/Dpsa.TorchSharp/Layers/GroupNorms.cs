using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>Puts GroupNorm where a module has BatchNorm.</summary>
/// <remarks>
/// BatchNorm joins the samples of a batch, and keeps running statistics which are private data that nobody trains. GroupNorm
/// (Wu and He 2018) looks at each sample alone and keeps nothing, which private training wants.
/// </remarks>
public static class GroupNorms
{
    /// <summary>
    /// Replaces every BatchNorm1d, 2d and 3d within a module, in place, at any depth: in fields, Sequential, ModuleList, ModuleDict,
    /// arrays and lists. Call it on every party's module, before an optimizer is made.
    /// </summary>
    /// <remarks>
    /// The affine parameters are copied and keep their names; the running statistics are dropped, so a network which was trained
    /// with them needs training again. The number of groups is the largest divisor of the channels up to 32 that leaves two
    /// channels to a group; it is one for inputs with one value a channel, as behind a dense layer. The BatchNorm layers are disposed.
    /// </remarks>
    /// <param name="module">The module; changed in place.</param>
    /// <returns>Number of layers replaced.</returns>
    /// <exception cref="ArgumentException">
    /// The module is a BatchNorm itself, or a place that holds one is declared to hold nothing else; nothing was changed.
    /// </exception>
    public static int Replace(nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (module is BatchNorm)
            throw new ArgumentException("The module is a BatchNorm layer itself; pass the module that holds it.", nameof(module));

        Dictionary<nn.Module, string> names = new(ReferenceEqualityComparer.Instance) { [module] = module.GetName() };
        foreach ((string name, nn.Module child) in module.named_modules()) names.TryAdd(child, name);
        BatchNorm[] layers = [.. names.Keys.OfType<BatchNorm>()];
        (nn.Module Owner, ModuleSlot Slot)[] slots =
        [
            .. names.Keys.SelectMany(owner => ModuleSlot.Of(owner, ofLibrary: true).Select(slot => (owner, slot)))
                .Where(x => layers.Contains(x.slot.Value)),
        ];
        foreach ((nn.Module owner, ModuleSlot slot) in slots) RequireWritable(names[owner], slot);

        Dictionary<nn.Module, nn.Module> replacements = new(ReferenceEqualityComparer.Instance);
        foreach (BatchNorm layer in layers) replacements.Add(layer, new ChannelGroupNorm(layer));
        foreach ((_, ModuleSlot slot) in slots) slot.Set!(replacements[(nn.Module)slot.Value]);
        foreach (nn.Module owner in names.Keys) Register(owner, replacements);
        foreach (BatchNorm layer in layers) layer.Dispose();
        return layers.Length;
    }

    private static void RequireWritable(string owner, ModuleSlot slot)
    {
        if (slot.Set is not null && slot.Type.IsAssignableFrom(typeof(ChannelGroupNorm))) return;
        throw new ArgumentException(
            $"{slot.Name} of {owner} is {(slot.Set is null ? "read-only" : $"declared as {slot.Type.Name}")} and cannot hold a GroupNorm; "
            + "declare it as Module<Tensor, Tensor>.");
    }

    // A Sequential lists what it holds; other modules list what was registered, in the order of registration.
    private static void Register(nn.Module owner, Dictionary<nn.Module, nn.Module> replacements)
    {
        (string name, nn.Module module)[] children = [.. owner.named_children()];
        if (!children.Any(c => replacements.ContainsKey(c.module))) return;
        foreach ((string name, _) in children) owner.register_module(name, null!);
        foreach ((string name, nn.Module child) in children) owner.register_module(name, replacements.GetValueOrDefault(child, child));
    }
}
