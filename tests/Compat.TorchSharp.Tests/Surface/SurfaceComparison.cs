namespace TorchProvider.Tests.Surface;

/// <summary>What of some types is not in the list.</summary>
internal static class SurfaceComparison
{
    /// <summary>
    /// The sentence of the list's prose that gives the tensor's indexers, whose signatures it does not spell out.
    /// </summary>
    private const string IndexerProse = "indexers: long (1..6), params TensorIndex[], Tensor (index or Bool mask)";

    private static readonly string[] TensorIndexers =
    [
        "Tensor this[params TensorIndex[] indices] { get; set; }",
        "Tensor this[params Tensor[] indices] { get; set; }",
        .. Enumerable.Range(1, 6).Select(n => Enumerable.Range(1, n).Select(i => $"long i{i}"))
            .Select(indices => $"Tensor this[{string.Join(", ", indices)}] {{ get; set; }}"),
    ];

    public static IEnumerable<string> Unlisted(IEnumerable<Type> types, ApiList list) => types.SelectMany(t => Unlisted(t, list));

    private static IEnumerable<string> Unlisted(Type type, ApiList list)
    {
        string name = ApiText.Name(type);
        string[] members = [.. ApiText.Members(type)];
        bool onlyContains = type.IsAbstract && type.IsSealed && members.Length == 0;
        if (onlyContains)
            return [];
        if (!list.Has(name))
            return type.IsEnum && list.Mentions(name) ? [] : [$"type {ApiText.Heading(type)}"];

        HashSet<string> allowed = [.. list.MembersOf(name)];
        if (name == "Tensor" && list.Text.Contains(IndexerProse, StringComparison.Ordinal))
            allowed.UnionWith(TensorIndexers);
        IEnumerable<string> unlisted = members.Where(m => !allowed.Contains(m)).Select(m => $"{name}: {m}");
        string heading = ApiText.Heading(type);
        return SameHeading(heading, list.HeadingOf(name)) ? unlisted : unlisted.Prepend($"{heading} <> {list.HeadingOf(name)}");
    }

    private static bool SameHeading(string actual, string listed) => Sorted(actual).SequenceEqual(Sorted(listed));

    /// <summary>The list names interfaces in the order of reflection, which is not defined.</summary>
    private static string[] Sorted(string heading)
    {
        string[] parts = heading.Split(" : ", 2);
        return parts.Length == 1 ? parts : [parts[0], .. parts[1].Split(", ").Order(StringComparer.Ordinal)];
    }
}
