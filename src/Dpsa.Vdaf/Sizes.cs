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
}
