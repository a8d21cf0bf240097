namespace Dpsa.Federation;

/// <summary>Names one global model: instructions carry this, and the model itself travels once to whoever lacks it.</summary>
/// <param name="Version">Number of steps that the model has taken; 0 before the first.</param>
/// <param name="Hash">SHA-256 over layout and vector, 64 hexadecimal digits: <see cref="ModelSnapshot.HashOf"/>.</param>
public readonly record struct ModelId(long Version, string Hash)
{
    private const int Shown = 12;

    /// <summary>"version 3 (5f0e…)".</summary>
    public override string ToString() => FormattableString.Invariant(
        $"version {Version} ({(Hash is { Length: > Shown } ? Hash[..Shown] : Hash)})");
}
