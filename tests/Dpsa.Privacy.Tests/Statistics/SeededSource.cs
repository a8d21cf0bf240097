using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Dpsa.Privacy.Tests;

/// <summary>A fixed random stream that is fast enough for a million draws: AES-128 in counter mode, keyed by a small number.</summary>
internal sealed class SeededSource : IRandomSource, IDisposable
{
    private readonly Aes _aes;
    private readonly byte[] _counters = new byte[4096];
    private readonly byte[] _block = new byte[4096];
    private ulong _counter;
    private int _used = 4096;

    public SeededSource(ulong seed)
    {
        byte[] key = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(key, seed);
        _aes = Aes.Create();
        _aes.Key = key;
    }

    public void Fill(Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            if (_used == _block.Length)
                Refill();
            int count = Math.Min(destination.Length, _block.Length - _used);
            _block.AsSpan(_used, count).CopyTo(destination);
            destination = destination[count..];
            _used += count;
        }
    }

    public void Dispose() => _aes.Dispose();

    private void Refill()
    {
        for (int i = 0; i < _counters.Length; i += 16)
            BinaryPrimitives.WriteUInt64LittleEndian(_counters.AsSpan(i), _counter++);
        _aes.EncryptEcb(_counters, _block, PaddingMode.None);
        _used = 0;
    }
}
