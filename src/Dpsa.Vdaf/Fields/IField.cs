// Prime fields of VDAF-08, section 6.1: arithmetic, the roots of unity of order 2^k, and encoding as little-endian canonical residues.

using System.Numerics;

namespace Dpsa.Vdaf.Fields;

/// <summary>
/// An NTT-friendly prime field. A value is held as its canonical residue, which is also its little-endian wire form;
/// generic code over an unmanaged struct is specialised by the JIT for each field.
/// </summary>
/// <remarks>
/// Constants that multiply many values (roots of unity, interpolation weights, powers of randomness) are brought into
/// <em>multiplier form</em> once, with <see cref="ToMultiplier"/>. What that form is, is the field's own business:
/// Montgomery form where that is the faster reduction, else the value itself.
/// </remarks>
internal interface IField<TSelf> :
    IAdditionOperators<TSelf, TSelf, TSelf>,
    ISubtractionOperators<TSelf, TSelf, TSelf>,
    IMultiplyOperators<TSelf, TSelf, TSelf>,
    IUnaryNegationOperators<TSelf, TSelf>,
    IEqualityOperators<TSelf, TSelf, bool>,
    IEquatable<TSelf>
    where TSelf : unmanaged, IField<TSelf>
{
    /// <summary>Bytes of an encoded element.</summary>
    static abstract int EncodedSize { get; }

    /// <summary>Bits of the modulus; sampling masks to this many.</summary>
    static abstract int BitLength { get; }

    /// <summary>The prime.</summary>
    static abstract UInt128 Modulus { get; }

    /// <summary>Log2 of the order of <see cref="Root"/>: the largest power-of-two transform.</summary>
    static abstract int RootOrderLog2 { get; }

    /// <summary>Generator of the multiplicative subgroup of order 2^<see cref="RootOrderLog2"/>.</summary>
    static abstract TSelf Root { get; }

    /// <summary>The additive identity.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>The multiplicative identity.</summary>
    static abstract TSelf One { get; }

    /// <summary>The element with this canonical residue; the caller ensures that it is below the modulus.</summary>
    static abstract TSelf FromCanonical(UInt128 value);

    /// <summary>The canonical residue.</summary>
    UInt128 ToUInt128();

    /// <summary>Decodes <see cref="EncodedSize"/> bytes; false if the integer is not below the modulus.</summary>
    static abstract bool TryDecode(ReadOnlySpan<byte> source, out TSelf value);

    /// <summary>Writes <see cref="EncodedSize"/> bytes.</summary>
    void Encode(Span<byte> destination);

    /// <summary>Brings a constant into multiplier form.</summary>
    static abstract TSelf ToMultiplier(TSelf constant);

    /// <summary>
    /// The product of <paramref name="value"/> with the constant that <paramref name="multiplier"/> stands for. The product of
    /// two multipliers is the multiplier of the product.
    /// </summary>
    static abstract TSelf MultiplyBy(TSelf value, TSelf multiplier);
}
