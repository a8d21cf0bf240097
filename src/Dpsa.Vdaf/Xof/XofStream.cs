using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Xof;

/// <summary>A running extendable output function. Holds secrets; disposing it zeroes them.</summary>
internal abstract class XofStream : IDisposable
{
    /// <summary>Takes in more of the binder.</summary>
    /// <exception cref="InvalidOperationException">Output was taken already.</exception>
    public abstract void Absorb(ReadOnlySpan<byte> data);

    /// <summary>Yields the next bytes of output.</summary>
    public abstract void Squeeze(Span<byte> output);

    /// <summary>Yields field elements, and ends the stream.</summary>
    public void Expand<F>(Span<F> values)
        where F : unmanaged, IField<F>
    {
        using (this)
            new FieldSampler<F>(this).Fill(values);
    }

    /// <inheritdoc/>
    public abstract void Dispose();
}
