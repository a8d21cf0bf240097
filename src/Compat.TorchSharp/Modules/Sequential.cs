using System.Globalization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Modules in a row, each fed with the result of the one before.</summary>
public class Sequential : Module<Tensor, Tensor>
{
    private readonly List<Module<Tensor, Tensor>> row = [];

    protected Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules)
        : base(nameof(Sequential))
    {
        foreach ((string key, Module<Tensor, Tensor> module) in modules)
            Add(key, module);
    }

    protected Sequential(params Module<Tensor, Tensor>[] modules)
        : base(nameof(Sequential))
    {
        foreach (Module<Tensor, Tensor> module in modules)
            Add(NextName(), module);
    }

    internal static Sequential Of(params Module<Tensor, Tensor>[] modules) => new(modules);

    internal static Sequential Of(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);

    public int Count => row.Count;

    public IModule<Tensor, Tensor> this[int index] => row[index];

    public Sequential append(string name, IModule<Tensor, Tensor> module)
    {
        Add(name, (Module<Tensor, Tensor>)module);
        return this;
    }

    public Sequential append(IModule<Tensor, Tensor> module) => append(NextName(), module);

    public override Tensor forward(Tensor tensor)
    {
        if (row.Count == 0)
            return tensor.alias();
        Tensor current = row[0].call(tensor);
        for (int i = 1; i < row.Count; i++)
        {
            Tensor next = row[i].call(current);
            if (!ReferenceEquals(next, current) && !ReferenceEquals(current, tensor))
                current.Dispose();
            current = next;
        }

        return current;
    }

    private string NextName() => row.Count.ToString(CultureInfo.InvariantCulture);

    private void Add(string key, Module<Tensor, Tensor> module)
    {
        register_module(key, module);
        row.Add(module);
    }
}
