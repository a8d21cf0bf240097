using System.Collections.ObjectModel;

namespace Dpsa.Federation;

/// <summary>One named tensor inside a flat parameter vector.</summary>
public sealed class ParameterEntry : IEquatable<ParameterEntry>
{
    /// <summary>Describes a tensor.</summary>
    /// <param name="name">
    /// The key in the module's state dict; without control characters, which separate names in a layout's fingerprint.
    /// </param>
    /// <param name="shape">Its shape; empty for a scalar. Copied.</param>
    /// <param name="offset">Index of its first element in the flat vector.</param>
    /// <exception cref="ArgumentException">
    /// A name with control characters, a negative extent or offset, or an end above 2^31 - 1; the message names the tensor.
    /// </exception>
    public ParameterEntry(string name, IReadOnlyList<long> shape, int offset)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (name.Any(char.IsControl)) throw new ArgumentException("The name of a tensor holds control characters.", nameof(name));
        (Name, Offset) = (name, offset);
        Shape = new ReadOnlyCollection<long>([.. shape]);
        if (Shape.Any(extent => extent < 0)) throw new ArgumentException($"{this} has a negative extent.", nameof(shape));
        Length = LengthOf(Shape, int.MaxValue - offset)
            ?? throw new ArgumentException($"{this} takes the layout above {int.MaxValue} elements.", nameof(shape));
    }

    /// <summary>The key in the module's state dict.</summary>
    public string Name { get; }

    /// <summary>Its shape; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Index of its first element in the flat vector.</summary>
    public int Offset { get; }

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <inheritdoc/>
    public bool Equals(ParameterEntry? other) =>
        other is not null && Name == other.Name && Offset == other.Offset && Shape.SequenceEqual(other.Shape);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ParameterEntry);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Offset, Length);

    /// <summary>Name and shape, for example <c>conv1.weight[6,3,5,5]</c>.</summary>
    public override string ToString() => $"{Name}[{string.Join(',', Shape)}]";

    private static int? LengthOf(IReadOnlyList<long> shape, int most)
    {
        if (shape.Contains(0)) return 0;
        Int128 length = 1;
        foreach (long extent in shape)
        {
            length *= extent;
            if (length > most) return null;
        }

        return (int)length;
    }
}
