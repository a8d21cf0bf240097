// Field128 as five limbs of 26 bits.
//
// A multiplier is a constant c as the limbs of c R mod p, with R = 2^130.


namespace Dpsa.Vdaf.Fields;

/// <summary>Between elements and their limbs.</summary>
internal static class Field128Limbs
{
    /// <summary>Limbs of a number.</summary>
    public const int Count = 5;

    /// <summary>Bits of a limb.</summary>
    public const int Bits = 26;

    /// <summary>The bits of a limb, set.</summary>
    public const long Mask = (1L << Bits) - 1;

    // 2^78, the weight of limb 3.
    private static readonly Field128 ThirdLimb = Field128.ToMultiplier(Field128.FromCanonical(UInt128.One << (3 * Bits)));

    /// <summary>R: what a product of two plain numbers is divided by.</summary>
    public static Field128 R => FieldMath.Pow(FieldMath.FromInteger<Field128>(2), Count * Bits);

    /// <summary>Writes the limbs of a canonical element.</summary>
    public static void Write(Field128 value, Span<int> limbs)
    {
        UInt128 rest = value.ToUInt128();
        for (int i = 0; i < Count; i++, rest >>= Bits)
            limbs[i] = (int)((ulong)rest & Mask);
    }

    /// <summary>Writes the multiplier that a constant becomes.</summary>
    public static void WriteMultiplier(Field128 constant, Span<int> limbs)
    {
        // Multiplier form of the scalar field has 2^128 in place of R.
        Field128 scaled = Field128.ToMultiplier(constant);
        scaled += scaled;
        Write(scaled + scaled, limbs);
    }

    /// <summary>The element with these limbs; limbs 0 to 3 are below 2^53 in magnitude, limb 4 below 2^31.</summary>
    public static Field128 Read(long limb0, long limb1, long limb2, long limb3, long limb4)
    {
        Int128 low = limb0 + ((Int128)limb1 << Bits) + ((Int128)limb2 << (2 * Bits));
        Int128 high = limb3 + ((Int128)limb4 << Bits);
        return FieldMath.FromSigned<Field128>(low) + Field128.MultiplyBy(FieldMath.FromSigned<Field128>(high), ThirdLimb);
    }
}
