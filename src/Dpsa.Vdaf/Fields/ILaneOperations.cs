using System.Diagnostics.CodeAnalysis;

namespace Dpsa.Vdaf.Fields;

/// <summary>Operations on a register of signed 64-bit lanes.</summary>
internal unsafe interface ILaneOperations<TVector>
    where TVector : struct
{
    /// <summary>Whether the processor has what is needed.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Number of lanes.</summary>
    static abstract int Count { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Load(long* source);

    static abstract void Store(TVector value, long* destination);

    static abstract TVector Broadcast(long value);

    /// <summary>The number in the low 32 bits of every lane, which is all that a product reads; the high bits are unspecified.</summary>
    static abstract TVector BroadcastFactor(int value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector And(TVector a, TVector b);

    static abstract TVector Or(TVector a, TVector b);

    static abstract TVector ShiftLeft(TVector a, [ConstantExpected] byte count);

    /// <summary>Rounds toward minus infinity.</summary>
    static abstract TVector ShiftRight(TVector a, [ConstantExpected] byte count);

    /// <summary>The products of the low 32 bits of each lane, as signed numbers.</summary>
    static abstract TVector Times(TVector a, TVector b);

    /// <summary>The lower half of one register, then that of another.</summary>
    static abstract TVector LowerHalves(TVector a, TVector b);

    /// <summary>The upper half of one register, then that of another.</summary>
    static abstract TVector UpperHalves(TVector a, TVector b);
}
