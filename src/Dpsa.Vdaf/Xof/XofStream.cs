namespace Dpsa.Vdaf.Xof;

/// <summary>A running extendable output function. Holds secrets; disposing it zeroes them.</summary>
internal abstract class XofStream : IDisposable
{
    /// <summary>Takes in more of the binder.</summary>
    /// <exception cref="InvalidOperationException">Output was taken already.</exception>
    public abstract void Absorb(ReadOnlySpan<byte> data);

    /// <summary>Yields the next bytes of output.</summary>
    public abstract void Squeeze(Span<byte> output);

    /// <inheritdoc/>
    public abstract void Dispose();
}
