using System.Diagnostics.CodeAnalysis;

namespace Dpsa.Vdaf.Ntt;

/// <summary>The constants of every size of transform, each computed when it is first asked for.</summary>
/// <param name="compute">The constants of 2^k points, given k.</param>
internal sealed class SizeTable<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(Func<int, T> compute)
{
    // More points than an array can hold.
    private const int Sizes = 31;

    private readonly Lazy<T>[] _entries = [.. Enumerable.Range(0, Sizes).Select(k => new Lazy<T>(() => compute(k)))];

    /// <summary>The constants of 2^<paramref name="sizeLog2"/> points.</summary>
    public T this[int sizeLog2] => _entries[sizeLog2].Value;
}
