using System.Runtime.CompilerServices;

namespace Dpsa.Vdaf;

/// <summary>Checks of what the caller itself chose; what came over the wire is checked by <see cref="VdafException"/>.</summary>
internal static class Sizes
{
    /// <exception cref="ArgumentException">The value has another length.</exception>
    public static void Require(string name, ReadOnlySpan<byte> value, int expected)
    {
        if (value.Length != expected)
            throw new ArgumentException($"{name} has {value.Length} bytes, expected {expected}.", name);
    }

    /// <summary>The value itself, for properties.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public static byte[] NotNull(byte[]? value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }
}
