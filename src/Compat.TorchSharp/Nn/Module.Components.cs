using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // A module's own components come first, then its children's, depth first; one tensor is listed once.
        public partial class Module
        {
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<nint>();
                foreach ((string own, Parameter parameter) in parametersByName.Entries.ToArray())
                {
                    if (!parameter.IsInvalid && seen.Add(parameter.Handle))
                        yield return (own, parameter);
                }

                if (!recurse)
                    yield break;
                foreach ((string child, Module module) in named_children())
                {
                    foreach ((string below, Parameter parameter) in module.named_parameters())
                    {
                        if (seen.Add(parameter.Handle))
                            yield return ($"{child}.{below}", parameter);
                    }
                }
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(p => p.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<nint>();
                foreach ((string own, (Tensor tensor, bool persistent)) in buffersByName.Entries.ToArray())
                {
                    if ((persistent || include_nonpersistent) && !tensor.IsInvalid && seen.Add(tensor.Handle))
                        yield return (own, tensor);
                }

                if (!recurse)
                    yield break;
                foreach ((string child, Module module) in named_children())
                {
                    foreach ((string below, Tensor tensor) in module.named_buffers(true, include_nonpersistent))
                    {
                        if (seen.Add(tensor.Handle))
                            yield return ($"{child}.{below}", tensor);
                    }
                }
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(b => b.buffer);

            public virtual IEnumerable<(string name, Module module)> named_children() => modulesByName.Entries.ToArray();

            public virtual IEnumerable<Module> children() => named_children().Select(c => c.module);

            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach ((string child, Module module) in named_children())
                    yield return (child, module);
                foreach ((string child, Module module) in named_children())
                {
                    foreach ((string below, Module descendant) in module.named_modules())
                        yield return ($"{child}.{below}", descendant);
                }
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(m => m.module);

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual Parameter? get_parameter(string target)
            {
                ArgumentNullException.ThrowIfNull(target);
                if (parametersByName.TryGet(target, out Parameter? own))
                    return own;
                return Child(target, out string below)?.get_parameter(below);
            }

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            public virtual Tensor? get_buffer(string target)
            {
                ArgumentNullException.ThrowIfNull(target);
                if (buffersByName.TryGet(target, out (Tensor Tensor, bool Persistent) own))
                    return own.Tensor;
                return Child(target, out string below)?.get_buffer(below);
            }

            private Module? Child(string target, out string below)
            {
                int dot = target.IndexOf('.', StringComparison.Ordinal);
                below = target[(dot + 1)..];
                return dot > 0 && modulesByName.TryGet(target[..dot], out Module? child) ? child : null;
            }
        }
    }
}
