// The state of a module and its file format.
//
//     count     LEB128
//     entries   key (7-bit length, UTF-8), then the tensor as TensorFile writes it
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                foreach ((string key, Tensor parameter) in named_parameters())
                    destination.TryAdd(Prefixed(key), parameter);
                foreach ((string key, Tensor buffer) in named_buffers(true, include_nonpersistent: false))
                    destination.TryAdd(Prefixed(key), buffer);
                return destination;

                string Prefixed(string key) => string.IsNullOrEmpty(prefix) ? key : $"{prefix}.{key}";
            }

            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(source);
                Dictionary<string, Tensor> destination = state_dict();
                List<string> unexpected = [.. source.Keys.Where(k => !Skipped(k) && !destination.ContainsKey(k))];
                List<string> missing = [.. destination.Keys.Where(k => !Skipped(k) && !source.ContainsKey(k))];
                if (strict && (missing.Count > 0 || unexpected.Count > 0))
                    throw new InvalidOperationException("The loaded state_dict is not identical to the target dictionary.");

                using IDisposable quiet = no_grad();
                foreach ((string key, Tensor value) in source)
                {
                    if (!Skipped(key) && destination.TryGetValue(key, out Tensor? target))
                        target.copy_(value);
                }

                return (missing, unexpected);

                bool Skipped(string key) => skip is not null && skip.Contains(key);
            }

            public Module save(string location, IList<string>? skip = null)
            {
                using FileStream stream = File.Create(location);
                return save(stream, skip);
            }

            public Module save(Stream stream, IList<string>? skip = null)
            {
                using var writer = new BinaryWriter(stream);
                return save(writer, skip);
            }

            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                save_state_dict(writer, state_dict(), skip);
                return this;
            }

            public static void save_state_dict(BinaryWriter writer, Dictionary<string, Tensor> sd, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(writer);
                KeyValuePair<string, Tensor>[] kept = [.. sd.Where(e => skip is null || !skip.Contains(e.Key))];
                Leb128.Write(writer, kept.Length);
                foreach ((string key, Tensor tensor) in kept)
                {
                    writer.Write(key);
                    tensor.Save(writer);
                }
            }

            public virtual Module load(
                string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using FileStream stream = File.OpenRead(location);
                return load(stream, strict, skip, loadedParameters);
            }

            public Module load(
                Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var reader = new BinaryReader(stream);
                return load(reader, strict, skip, loadedParameters);
            }

            public virtual Module load(
                BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                ArgumentNullException.ThrowIfNull(reader);
                Dictionary<string, Tensor> own = state_dict();
                long entries = Leb128.Read(reader);
                if (strict && entries != own.Count)
                    throw new ArgumentException($"Mismatched state_dict sizes: expected {own.Count}, but found {entries} entries.");
                if (loadedParameters is not null)
                {
                    foreach (string key in own.Keys)
                        loadedParameters[key] = false;
                }

                for (long i = 0; i < entries; i++)
                {
                    string key = reader.ReadString();
                    if (!own.TryGetValue(key, out Tensor? target))
                    {
                        if (strict)
                            throw new ArgumentException($"Mismatched module state names: the target has no entry '{key}'.");
                        TensorFile.Skip(reader);
                        continue;
                    }

                    bool skipped = skip is not null && skip.Contains(key);
                    target.Load(reader, skipped);
                    if (loadedParameters is not null)
                        loadedParameters[key] = !skipped;
                }

                return this;
            }
        }
    }
}
