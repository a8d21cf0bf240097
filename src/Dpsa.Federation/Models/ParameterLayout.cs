using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dpsa.Federation;

/// <summary>
/// How a module's floating-point state maps to a flat vector of d float32 values: names, shapes and offsets, in the
/// order of the state dict. Two equal layouts describe interchangeable vectors.
/// </summary>
public sealed class ParameterLayout : IEquatable<ParameterLayout>
{
    /// <summary>Creates a layout from names and shapes; the offsets follow from the order.</summary>
    /// <exception cref="ArgumentException">
    /// No elements or more than 2^31 - 1, a name twice, or an entry that <see cref="ParameterEntry"/> refuses.
    /// </exception>
    public ParameterLayout(IEnumerable<(string Name, IReadOnlyList<long> Shape)> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        List<ParameterEntry> list = [];
        HashSet<string> names = [];
        int offset = 0;
        foreach ((string name, IReadOnlyList<long> shape) in entries)
        {
            ParameterEntry entry = new(name, shape, offset);
            if (!names.Add(name)) throw new ArgumentException($"The layout names {name} twice.", nameof(entries));
            list.Add(entry);
            offset += entry.Length;
        }

        if (offset == 0) throw new ArgumentException("The layout has no elements.", nameof(entries));
        Entries = list;
        Dimension = offset;
        string canonical = string.Join('\n',
            list.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Name}\0{string.Join(',', e.Shape)}")));
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
    }

    /// <summary>The tensors in order.</summary>
    public IReadOnlyList<ParameterEntry> Entries { get; }

    /// <summary>Number d of elements of the flat vector.</summary>
    public int Dimension { get; }

    /// <summary>SHA-256 over names and shapes in order, in hexadecimal.</summary>
    public string Fingerprint { get; }

    /// <summary>The entry that holds an element of the flat vector.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not in [0, d).</exception>
    public ParameterEntry EntryAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Dimension);
        return Entries.First(e => index < e.Offset + e.Length && index >= e.Offset);
    }

    /// <summary>Checks that two sides mean the same vector.</summary>
    /// <exception cref="LayoutMismatchException">They differ; the message shows both.</exception>
    public void RequireSame(ParameterLayout other, string own, string others)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!Equals(other)) throw new LayoutMismatchException(this, other, own, others);
    }

    /// <inheritdoc/>
    public bool Equals(ParameterLayout? other) => other is not null && Fingerprint == other.Fingerprint;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ParameterLayout);

    /// <inheritdoc/>
    public override int GetHashCode() => Fingerprint.GetHashCode(StringComparison.Ordinal);

    /// <summary>All entries with their shapes, and d.</summary>
    public override string ToString() => $"{string.Join(' ', Entries)} (d = {Dimension})";
}
