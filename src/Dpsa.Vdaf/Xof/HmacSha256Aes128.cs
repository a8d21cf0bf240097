// XofHmacSha256Aes128 of draft-chen-cfrg-vdaf-pine-02.
//
//     key, counter   HMAC-SHA256(seed, length of tag | tag | binder): 16 bytes each
//     output         AES-128-CTR keystream; the last 8 bytes of the counter block count, big-endian, and wrap around

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Dpsa.Vdaf.Xof;

/// <summary>A running XofHmacSha256Aes128.</summary>
internal sealed class HmacSha256Aes128 : XofStream
{
    private const int BlockSize = 16;
    private const int BatchSize = 256 * BlockSize;

    private readonly byte[] _batch = new byte[BatchSize];
    private readonly byte[] _counterBlock = new byte[BlockSize];
    private IncrementalHash? _hash;
    private Aes? _aes;
    private ulong _counter;
    private int _position = BatchSize;

    public HmacSha256Aes128(ReadOnlySpan<byte> seed) => _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, seed);

    /// <inheritdoc/>
    public override void Absorb(ReadOnlySpan<byte> data)
    {
        if (_hash is null)
            throw new InvalidOperationException("A stream that has been squeezed absorbs nothing more.");
        _hash.AppendData(data);
    }

    /// <inheritdoc/>
    public override void Squeeze(Span<byte> output)
    {
        Aes aes = _aes ?? StartKeystream();
        int buffered = Math.Min(BatchSize - _position, output.Length);
        _batch.AsSpan(_position, buffered).CopyTo(output);
        _position += buffered;
        output = output[buffered..];

        while (output.Length >= BatchSize)
        {
            NextBlocks(aes, output[..BatchSize]);
            output = output[BatchSize..];
        }

        if (!output.IsEmpty)
        {
            // Only the blocks that are needed: most streams are short.
            int size = Math.Min(BatchSize, Integers.CeilingDivide(output.Length, BlockSize) * BlockSize);
            _position = BatchSize - size;
            NextBlocks(aes, _batch.AsSpan(_position));
            _batch.AsSpan(_position, output.Length).CopyTo(output);
            _position += output.Length;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _hash?.Dispose();
        _aes?.Dispose();
        _batch.Zero();
        _counterBlock.Zero();
    }

    private Aes StartKeystream()
    {
        using var digest = new Secret<byte>(SHA256.HashSizeInBytes);
        _hash!.GetHashAndReset(digest.Span);
        _hash.Dispose();
        _hash = null;
        _aes = Aes.Create();
        _aes.SetKey(digest.Span[..BlockSize]);
        digest.Span[BlockSize..].CopyTo(_counterBlock);
        _counter = BinaryPrimitives.ReadUInt64BigEndian(_counterBlock.AsSpan(8));
        return _aes;
    }

    private void NextBlocks(Aes aes, Span<byte> blocks)
    {
        for (int offset = 0; offset < blocks.Length; offset += BlockSize)
        {
            _counterBlock.CopyTo(blocks[offset..]);
            BinaryPrimitives.WriteUInt64BigEndian(blocks[(offset + 8)..], _counter);
            _counter = unchecked(_counter + 1);
        }

        aes.EncryptEcb(blocks, blocks, PaddingMode.None);
    }
}
