using System.Runtime.InteropServices;

namespace Dpsa.Vdaf;

/// <summary>Memory at addresses that vector registers like; zero at first, and zeroed before it is freed.</summary>
internal sealed unsafe class AlignedMemory : IDisposable
{
    private const int Alignment = 64;

    private readonly nuint _size;
    private byte* _start;

    /// <param name="size">Bytes; any number from 0 on.</param>
    public AlignedMemory(long size)
    {
        _size = checked((nuint)size);
        _start = (byte*)NativeMemory.AlignedAlloc(Math.Max(_size, 1), Alignment);
        NativeMemory.Clear(_start, _size);
    }

    ~AlignedMemory() => Free();

    /// <summary>The first byte; valid until disposal.</summary>
    public byte* Start => _start is not null ? _start : throw new ObjectDisposedException(nameof(AlignedMemory));

    /// <summary>Some of the bytes.</summary>
    public Span<byte> Slice(long offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if ((nuint)offset + (nuint)length > _size)
            throw new ArgumentOutOfRangeException(nameof(length));
        return new Span<byte>(Start + offset, length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_start is null)
            return;
        for (nuint done = 0; done < _size; done += int.MaxValue)
            new Span<byte>(_start + done, (int)Math.Min(int.MaxValue, _size - done)).Zero();
        NativeMemory.AlignedFree(_start);
        _start = null;
    }
}
