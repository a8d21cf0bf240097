using System.Diagnostics.CodeAnalysis;

namespace Dpsa.Vdaf.Xof;

/// <summary>The operations of the permutation on one kind of lane.</summary>
internal interface IKeccakOperations<TLane>
{
    /// <summary>Number of states in a lane.</summary>
    static abstract int States { get; }

    static abstract TLane Load(ref ulong words, int lane);

    static abstract void Store(TLane value, ref ulong words, int lane);

    static abstract TLane Xor(TLane a, TLane b);

    static abstract TLane Xor3(TLane a, TLane b, TLane c);

    /// <summary>a ^ (~b &amp; c).</summary>
    static abstract TLane Chi(TLane a, TLane b, TLane c);

    static abstract TLane RotateLeft(TLane a, [ConstantExpected] byte count);

    /// <summary>The word, in every state.</summary>
    static abstract TLane Broadcast(ulong word);
}
