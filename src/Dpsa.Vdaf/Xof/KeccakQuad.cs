// Four TurboSHAKE128 sponges (RFC 9861) side by side.
//
//     word          lane l of state s at 4 l + s
//     last block    message | separator 0x01 | zeros, and 0x80 added to the last of the 168 bytes

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dpsa.Vdaf.Xof;

/// <summary>
/// Four Keccak states that are permuted together, for streams whose blocks fall due at the same time; on a processor with
/// vector registers that costs little more than one. Holds secrets; disposing it zeroes them.
/// </summary>
internal sealed class KeccakQuad : IDisposable
{
    /// <summary>Number of states.</summary>
    public const int States = 4;

    private const int RateLanes = TurboShake128.Rate / sizeof(ulong);

    /// <summary>Whether permuting four states together is faster than one after the other.</summary>
    public static bool IsAccelerated => KeccakQuadAvx512.IsSupported || KeccakQuadAvx2.IsSupported;

    private readonly ulong[] _words = GC.AllocateArray<ulong>(States * KeccakP1600.Lanes, pinned: true);

    /// <summary>Permutes all four states.</summary>
    public void Permute()
    {
        if (KeccakQuadAvx512.IsSupported)
            KeccakP1600.Permute12<Vector256<ulong>, KeccakQuadAvx512>(_words);
        else if (KeccakQuadAvx2.IsSupported)
            KeccakP1600.Permute12<Vector256<ulong>, KeccakQuadAvx2>(_words);
        else
            PermuteOneByOne();
    }

    /// <summary>Adds one block of <see cref="TurboShake128.Rate"/> bytes to a state.</summary>
    public void XorBlock(int state, ReadOnlySpan<byte> block)
    {
        ReadOnlySpan<ulong> input = MemoryMarshal.Cast<byte, ulong>(block[..TurboShake128.Rate]);
        Span<ulong> words = _words.AsSpan(state, (States * (RateLanes - 1)) + 1);
        for (int lane = 0; lane < input.Length; lane++)
            words[States * lane] ^= input[lane];
    }

    /// <summary>Adds the last bytes of a message, less than a block, with their padding.</summary>
    public void XorLastBlock(int state, ReadOnlySpan<byte> rest)
    {
        Span<byte> block = stackalloc byte[TurboShake128.Rate];
        block.Clear();
        rest.CopyTo(block);
        block[rest.Length] ^= TurboShake128.Separator;
        block[^1] ^= 0x80;
        XorBlock(state, block);
        block.Zero();
    }

    /// <summary>Copies the outer part of a state: up to one block of output.</summary>
    public void ReadBlock(int state, Span<byte> destination)
    {
        Span<ulong> output = MemoryMarshal.Cast<byte, ulong>(destination);
        for (int lane = 0; lane < output.Length; lane++)
            output[lane] = _words[(States * lane) + state];
    }

    /// <summary>Sets a state.</summary>
    public void Load(int state, ReadOnlySpan<ulong> words)
    {
        for (int lane = 0; lane < KeccakP1600.Lanes; lane++)
            _words[(States * lane) + state] = words[lane];
    }

    /// <summary>Copies a state.</summary>
    public void Store(int state, Span<ulong> words)
    {
        for (int lane = 0; lane < KeccakP1600.Lanes; lane++)
            words[lane] = _words[(States * lane) + state];
    }

    /// <summary>Sets a state to zero.</summary>
    public void Clear(int state)
    {
        for (int lane = 0; lane < KeccakP1600.Lanes; lane++)
            _words[(States * lane) + state] = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _words.Zero();

    private void PermuteOneByOne()
    {
        Span<ulong> words = stackalloc ulong[KeccakP1600.Lanes];
        for (int state = 0; state < States; state++)
        {
            for (int lane = 0; lane < words.Length; lane++)
                words[lane] = _words[(States * lane) + state];
            KeccakP1600.Permute12<ulong, KeccakSingleScalar>(words);
            for (int lane = 0; lane < words.Length; lane++)
                _words[(States * lane) + state] = words[lane];
        }

        words.Clear();
    }
}
