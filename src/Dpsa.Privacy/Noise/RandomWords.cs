using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Dpsa.Privacy;

/// <summary>
/// Uniform 64-bit words and single bits from a random source, which is asked for many at a time. For one thread.
/// Words are the source's bytes, little-endian. What is buffered is cleared on disposal.
/// </summary>
internal sealed class RandomWords : IDisposable
{
    /// <summary>Most words that are buffered: half of a first-level cache.</summary>
    public const int MaxBuffered = 2048;

    private readonly IRandomSource _source;
    private readonly int _length;
    private ulong[] _words;
    private int _next;
    private ulong _bits;
    private int _bitsLeft;

    /// <param name="source">Where the bytes come from.</param>
    /// <param name="expected">Number of words that the caller expects to use: no more than these are buffered.</param>
    public RandomWords(IRandomSource source, int expected = MaxBuffered)
    {
        _source = source;
        _length = Math.Clamp(expected, 1, MaxBuffered);
        _words = ArrayPool<ulong>.Shared.Rent(_length);
        _next = _length;
    }

    public ulong Next()
    {
        int next = _next;
        ulong[] words = _words;
        if (next >= _length || (uint)next >= (uint)words.Length)
        {
            Refill();
            next = 0;
        }
        _next = next + 1;
        return words[next];
    }

    public bool NextBit()
    {
        if (_bitsLeft == 0)
        {
            _bits = Next();
            _bitsLeft = 64;
        }
        bool bit = (_bits & 1) != 0;
        _bits >>= 1;
        _bitsLeft--;
        return bit;
    }

    public void Dispose()
    {
        ulong[] words = _words;
        if (words.Length == 0)
            return;
        _words = [];
        _next = _length;
        _bits = 0;
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(words.AsSpan(0, _length)));
        ArrayPool<ulong>.Shared.Return(words);
    }

    private void Refill()
    {
        ObjectDisposedException.ThrowIf(_words.Length == 0, this);
        Span<ulong> words = _words.AsSpan(0, _length);
        _source.Fill(MemoryMarshal.AsBytes(words));
        if (!BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(words, words);
    }
}
