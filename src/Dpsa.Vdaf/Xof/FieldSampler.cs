// Field elements out of a stream (VDAF-08, section 6.2).
//
//     element    the size of an encoded element, little-endian, masked to the bits of the modulus; from the modulus on it is skipped

using System.Runtime.InteropServices;
using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Xof;

/// <summary>
/// Field elements out of an extendable output function (VDAF-08, section 6.2): the bytes of an element are masked to
/// the bit length of the modulus, and taken if the integer is below it.
/// </summary>
internal ref struct FieldSampler<F>
    where F : unmanaged, IField<F>
{
    private readonly XofStream _stream;
    private readonly byte _topMask;

    /// <summary>Samples from the stream, which remains the caller's to dispose.</summary>
    public FieldSampler(XofStream stream)
    {
        _stream = stream;
        _topMask = (byte)(0xFF >> ((8 * F.EncodedSize) - F.BitLength));
    }

    /// <summary>Fills the span with the next elements of the stream.</summary>
    public readonly void Fill(Span<F> destination)
    {
        if (FieldCodec.IsMemoryLayout<F>())
            FillInPlace(destination);
        else
            FillThroughBuffer(destination);
    }

    /// <summary>Draws into the destination itself, and moves down over what is rejected.</summary>
    private readonly void FillInPlace(Span<F> destination)
    {
        while (!destination.IsEmpty)
        {
            // Never draws more elements than are missing, so that nothing of the stream is lost between calls.
            _stream.Squeeze(MemoryMarshal.AsBytes(destination));
            if (_topMask == 0xFF && FieldVectors.AreCanonical<F>(destination))
                return;
            int accepted = 0;
            for (int i = 0; i < destination.Length; i++)
            {
                Span<byte> element = MemoryMarshal.AsBytes(destination.Slice(i, 1));
                element[F.EncodedSize - 1] &= _topMask;
                if (F.TryDecode(element, out F value))
                    destination[accepted++] = value;
            }

            destination = destination[accepted..];
        }
    }

    private readonly void FillThroughBuffer(Span<F> destination)
    {
        const int Most = 128;
        Span<byte> buffer = stackalloc byte[Most * F.EncodedSize];
        int filled = 0;
        try
        {
            while (filled < destination.Length)
            {
                Span<byte> drawn = buffer[..(Math.Min(Most, destination.Length - filled) * F.EncodedSize)];
                _stream.Squeeze(drawn);
                for (int offset = 0; offset < drawn.Length; offset += F.EncodedSize)
                {
                    Span<byte> element = drawn.Slice(offset, F.EncodedSize);
                    element[^1] &= _topMask;
                    if (F.TryDecode(element, out F value))
                        destination[filled++] = value;
                }
            }
        }
        finally
        {
            buffer.Zero();
        }
    }
}
