
namespace Dpsa.Vdaf;

/// <summary>An array of secrets, which is zeroed at the end of its scope, also where an exception leaves it.</summary>
/// <param name="values">The array; this takes it over.</param>
internal readonly struct Secret<T>(T[] values) : IDisposable
    where T : unmanaged
{
    /// <summary>Zeros, to be filled with secrets.</summary>
    public Secret(int length)
        : this(new T[length])
    {
    }

    /// <summary>The array itself; not to be kept.</summary>
    public T[] Array => values;

    /// <summary>All values.</summary>
    public Span<T> Span => values;

    /// <inheritdoc/>
    public void Dispose() => Span.Zero();
}
