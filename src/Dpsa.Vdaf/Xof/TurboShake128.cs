// TurboSHAKE128 (RFC 9861), as the XOF of VDAF-08 section 6.2.1.
//
//     rate        168 bytes   1600 - 2 * 128 bits
//     rounds       12         Keccak-p[1600, 12]
//     separator  0x01         VDAF-08: domain byte of the XOF

using System.Runtime.InteropServices;

namespace Dpsa.Vdaf.Xof;

/// <summary>A sponge over one Keccak state.</summary>
internal sealed class TurboShake128 : XofStream
{
    /// <summary>Bytes absorbed or squeezed between two permutations.</summary>
    public const int Rate = 168;

    /// <summary>The domain byte.</summary>
    public const byte Separator = 0x01;

    private readonly ulong[] _state = GC.AllocateArray<ulong>(KeccakP1600.Lanes, pinned: true);
    private int _position;
    private bool _squeezing;

    /// <summary>Bytes that complete the block which is being absorbed; none after a permutation.</summary>
    public int ToNextBlock => (Rate - _position) % Rate;

    /// <summary>The words of the state.</summary>
    public Span<ulong> State => _state;

    private Span<byte> RateBytes => MemoryMarshal.AsBytes(_state.AsSpan())[..Rate];

    /// <inheritdoc/>
    public override void Absorb(ReadOnlySpan<byte> data)
    {
        if (_squeezing)
            throw new InvalidOperationException("A sponge that has been squeezed absorbs nothing more.");
        while (!data.IsEmpty)
        {
            Span<byte> room = RateBytes[_position..];
            int length = Math.Min(room.Length, data.Length);
            Xor(room[..length], data[..length]);
            data = data[length..];
            _position += length;
            if (_position == Rate)
            {
                KeccakP1600.Permute12(_state);
                _position = 0;
            }
        }
    }

    /// <inheritdoc/>
    public override void Squeeze(Span<byte> output)
    {
        if (!_squeezing)
        {
            RateBytes[_position] ^= Separator;
            RateBytes[Rate - 1] ^= 0x80;
            _squeezing = true;
            _position = Rate;
        }

        while (!output.IsEmpty)
        {
            if (_position == Rate)
            {
                KeccakP1600.Permute12(_state);
                _position = 0;
            }

            int length = Math.Min(Rate - _position, output.Length);
            RateBytes.Slice(_position, length).CopyTo(output);
            output = output[length..];
            _position += length;
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => _state.Zero();

    private static void Xor(Span<byte> target, ReadOnlySpan<byte> data)
    {
        int i = 0;
        for (; i + 8 <= data.Length; i += 8)
        {
            ulong word = MemoryMarshal.Read<ulong>(target[i..]) ^ MemoryMarshal.Read<ulong>(data[i..]);
            MemoryMarshal.Write(target[i..], word);
        }

        for (; i < data.Length; i++)
            target[i] ^= data[i];
    }
}
