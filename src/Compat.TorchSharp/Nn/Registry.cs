using System.Diagnostics.CodeAnalysis;

namespace TorchSharp;

/// <summary>A module's components of one sort, by name and in the order of registration.</summary>
internal sealed class Registry<T>
{
    private readonly List<(string Name, T Value)> entries = [];

    internal int Count => entries.Count;

    internal IReadOnlyList<(string Name, T Value)> Entries => entries;

    internal bool Contains(string name) => Find(name) >= 0;

    internal bool TryGet(string name, [MaybeNullWhen(false)] out T value)
    {
        int at = Find(name);
        value = at < 0 ? default : entries[at].Value;
        return at >= 0;
    }

    internal bool TryAdd(string name, T value)
    {
        if (Contains(name))
            return false;
        entries.Add((name, value));
        return true;
    }

    internal void Set(string name, T value)
    {
        int at = Find(name);
        if (at < 0)
            entries.Add((name, value));
        else
            entries[at] = (name, value);
    }

    internal void Remove(string name)
    {
        int at = Find(name);
        if (at >= 0)
            entries.RemoveAt(at);
    }

    internal void Clear() => entries.Clear();

    private int Find(string name) => entries.FindIndex(e => e.Name == name);
}
