// The base of every network: its life, its mode and the registration of its components.
// Parameters, buffers and submodules are found by reflection over the fields of the classes derived outside this assembly.
using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module : IDisposable
        {
            protected string name;

            private readonly Registry<Parameter> parametersByName = new();
            private readonly Registry<(Tensor Tensor, bool Persistent)> buffersByName = new();
            private readonly Registry<Module> modulesByName = new();
            private bool registered;
            private bool inTraining = true;

            protected Module(string name) => this.name = name;

            ~Module() => Dispose(false);

            public virtual bool training => inTraining;

            public virtual string GetName() => name;

            public virtual void train(bool train = true)
            {
                inTraining = train;
                foreach ((_, Module child) in named_children())
                    child.train(train);
            }

            public virtual void eval() => train(false);

            public virtual Module apply(Action<Module> fn)
            {
                ArgumentNullException.ThrowIfNull(fn);
                foreach ((_, Module child) in named_children())
                    child.apply(fn);
                fn(this);
                return this;
            }

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (Parameter parameter in parameters())
                {
                    if (set_to_none)
                        parameter.grad = null;
                    else
                        Native.zero_grad(parameter).Check();
                }
            }

            public virtual void register_parameter(string name, Parameter param)
            {
                if (param is null || param.IsInvalid)
                    throw new ArgumentNullException(nameof(param), "A null tensor cannot be registered as a parameter.");
                if (!parametersByName.TryAdd(name, param))
                    throw new InvalidOperationException($"Parameter {name} is already registered.");
                param.DetachFromDisposeScope();
            }

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                if (tensor is null || tensor.IsInvalid)
                    throw new ArgumentNullException(nameof(tensor), "A null tensor cannot be registered as a buffer.");
                if (!buffersByName.TryAdd(name, (tensor, persistent)))
                    throw new InvalidOperationException($"Tensor {name} is already registered.");
                tensor.DetachFromDisposeScope();
            }

            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null)
                {
                    modulesByName.Remove(name);
                    return;
                }

                if (string.IsNullOrEmpty(name))
                    throw new ArgumentException("module name can't be empty string \"\"", nameof(name));
                if (name.Contains('.', StringComparison.Ordinal))
                    throw new ArgumentException($"module name can't contain \".\", got: {name}", nameof(name));
                if (modulesByName.Contains(name))
                    throw new InvalidOperationException($"Sub-module {name} is already registered.");
                submodule.RegisterComponents();
                modulesByName.TryAdd(name, submodule);
            }

            public void add_module(string name, Module module) => register_module(name, module);

            protected virtual void RegisterComponents()
            {
                if (registered)
                    return;
                registered = true;
                foreach (FieldInfo field in ComponentFields())
                {
                    string key = field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;
                    switch (field.GetValue(this))
                    {
                        case Module module:
                            register_module(key, module);
                            break;
                        case Parameter parameter:
                            register_parameter(key, parameter);
                            break;
                        case Tensor tensor:
                            register_buffer(key, tensor);
                            break;
                    }
                }
            }

            private protected void SetParameter(string key, Parameter? value)
            {
                if (value is null)
                {
                    parametersByName.Remove(key);
                    return;
                }

                value.DetachFromDisposeScope();
                parametersByName.Set(key, value);
            }

            private protected void SetBuffer(string key, Tensor? value)
            {
                if (value is null)
                {
                    buffersByName.Remove(key);
                    return;
                }

                value.DetachFromDisposeScope();
                buffersByName.Set(key, (value, true));
            }

            protected void ClearModules() => modulesByName.Clear();

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                    return;
                foreach ((_, Tensor buffer) in named_buffers(false))
                    buffer.Dispose();
                foreach ((_, Parameter parameter) in named_parameters(false))
                    parameter.Dispose();
                foreach ((_, Module child) in named_children())
                    child.Dispose();
            }

            private IEnumerable<FieldInfo> ComponentFields()
            {
                const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
                Assembly provider = typeof(Module).Assembly;
                for (Type? type = GetType(); type is not null && type.Assembly != provider; type = type.BaseType)
                {
                    foreach (FieldInfo field in type.GetFields(Own))
                        yield return field;
                }
            }
        }
    }
}
