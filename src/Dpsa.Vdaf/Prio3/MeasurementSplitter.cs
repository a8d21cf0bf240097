// One pass over the helper's measurement share as it comes out of its stream: the leader's share is what it lacks from the
// measurement, and both are absorbed into their parts of the joint randomness. The three streams have a block of 168 bytes
// due at the same time, so their states are permuted side by side:
//
//     state 0    squeezes the helper's share
//     state 1    absorbs prefix | leader's share
//     state 2    absorbs prefix | helper's share
//
// The k-th block of an absorbed message ends before the k-th block of the share does, as the prefix is longer than an element.

using System.Runtime.InteropServices;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Prio3;

/// <summary>
/// Expands the helper's measurement share, and hashes it; with a measurement, computes and hashes the leader's too. Disposing it zeroes
/// both.
/// </summary>
internal ref struct MeasurementSplitter : IDisposable
{
    private const int Rate = TurboShake128.Rate;
    private const int BlocksAtOnce = 24;
    private const int ElementSize = 16;
    private const int Squeezing = 0;
    private const int LeaderHash = 1;
    private const int HelperHash = 2;

    private readonly KeccakQuad _keccak;
    private readonly byte[] _helper;
    private readonly byte[] _leader;
    private readonly int _prefix;
    private readonly int _elements;

    private MeasurementSplitter(KeccakQuad keccak, int prefix, int elements)
    {
        _keccak = keccak;
        _prefix = prefix;
        _elements = elements;
        _helper = new byte[prefix + (BlocksAtOnce * Rate)];
        _leader = new byte[_helper.Length];
    }

    /// <summary>Splits a measurement.</summary>
    /// <param name="measurement">The encoded measurement.</param>
    /// <param name="helperMessage">What the stream of the helper's share takes in.</param>
    /// <param name="leaderPrefix">What the leader's part takes in before its share.</param>
    /// <param name="helperPrefix">What the helper's part takes in before its share; as long as the leader's.</param>
    /// <param name="leaderShare">Receives the leader's encoded measurement share.</param>
    /// <param name="parts">Receives the leader's part, then the helper's.</param>
    /// <returns>
    /// False if the stream yields a number that is not below the modulus, of probability 2^-59 each: nothing is usable then.
    /// </returns>
    public static bool TrySplit(
        MeasurementBits measurement,
        ReadOnlySpan<byte> helperMessage,
        ReadOnlySpan<byte> leaderPrefix,
        ReadOnlySpan<byte> helperPrefix,
        Span<byte> leaderShare,
        Span<byte> parts)
    {
        using var keccak = new KeccakQuad();
        using var splitter = new MeasurementSplitter(keccak, helperPrefix.Length, measurement.Count);
        leaderPrefix.CopyTo(splitter._leader);
        helperPrefix.CopyTo(splitter._helper);
        return splitter.Run(helperMessage, measurement, leaderShare, parts[..(parts.Length / 2)], parts[(parts.Length / 2)..]);
    }

    /// <summary>Hashes the helper's share of <paramref name="elements"/> elements into its part.</summary>
    /// <returns>False as for <see cref="TrySplit"/>.</returns>
    public static bool TryHashHelper(int elements, ReadOnlySpan<byte> helperMessage, ReadOnlySpan<byte> helperPrefix, Span<byte> part)
    {
        using var keccak = new KeccakQuad();
        using var splitter = new MeasurementSplitter(keccak, helperPrefix.Length, elements);
        helperPrefix.CopyTo(splitter._helper);
        return splitter.Run(helperMessage, null, [], [], part);
    }

    /// <inheritdoc/>
    public readonly void Dispose()
    {
        _helper.Zero();
        _leader.Zero();
    }

    private readonly bool Run(
        ReadOnlySpan<byte> helperMessage,
        MeasurementBits? measurement,
        Span<byte> leaderShare,
        Span<byte> leaderPart,
        Span<byte> helperPart)
    {
        _keccak.XorLastBlock(Squeezing, helperMessage);
        _keccak.Permute();
        _keccak.Clear(LeaderHash);
        _keccak.Clear(HelperHash);

        bool canonical = true;
        long messageLength = _prefix + ((long)_elements * ElementSize);
        long toAbsorb = messageLength / Rate;
        int done = 0;
        int absorbed = 0;
        while (done < _elements)
        {
            absorbed = 0;
            int ready = 0;
            int count = Math.Min(BlocksAtOnce * Rate / ElementSize, _elements - done);
            while (ready < count)
            {
                // Blocks come in pairs of 21 elements; the first of them ends in the middle of the eleventh.
                _keccak.ReadBlock(Squeezing, _helper.AsSpan(_prefix + (absorbed * Rate), Rate));
                int upTo = Math.Min(count, (absorbed + 1) * Rate / ElementSize);
                canonical &= Subtract(measurement, done, ready, upTo);
                ready = upTo;
                if (toAbsorb == 0)
                    break;
                _keccak.XorBlock(LeaderHash, _leader.AsSpan(absorbed * Rate, Rate));
                _keccak.XorBlock(HelperHash, _helper.AsSpan(absorbed * Rate, Rate));
                _keccak.Permute();
                absorbed++;
                toAbsorb--;
            }

            if (!leaderShare.IsEmpty)
                _leader.AsSpan(_prefix, count * ElementSize).CopyTo(leaderShare[(done * ElementSize)..]);
            done += count;
            if (done < _elements)
            {
                _helper.AsSpan(_helper.Length - _prefix).CopyTo(_helper);
                _leader.AsSpan(_leader.Length - _prefix).CopyTo(_leader);
            }
        }

        int rest = (int)(messageLength % Rate);
        _keccak.XorLastBlock(LeaderHash, _leader.AsSpan(absorbed * Rate, rest));
        _keccak.XorLastBlock(HelperHash, _helper.AsSpan(absorbed * Rate, rest));
        _keccak.Permute();
        _keccak.ReadBlock(LeaderHash, leaderPart);
        _keccak.ReadBlock(HelperHash, helperPart);
        return canonical;
    }

    /// <summary>Leader elements of one chunk; whether the helper's elements are all below the modulus.</summary>
    private readonly bool Subtract(MeasurementBits? measurement, int done, int from, int to)
    {
        Span<Field128> helper = MemoryMarshal.Cast<byte, Field128>(_helper.AsSpan(_prefix))[from..to];
        bool canonical = true;
        foreach (ref readonly Field128 element in helper)
            canonical &= element.IsCanonical;
        if (measurement is null)
            return canonical;

        Span<Field128> leader = MemoryMarshal.Cast<byte, Field128>(_leader.AsSpan(_prefix))[from..to];
        ulong bits = measurement.From(done + from);
        for (int i = 0; i < leader.Length; i++, bits >>= 1)
            leader[i] = new Field128(bits & 1, 0) - helper[i];
        return canonical;
    }
}
