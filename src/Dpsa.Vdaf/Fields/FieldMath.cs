namespace Dpsa.Vdaf.Fields;

/// <summary>Arithmetic that every field has in common.</summary>
internal static class FieldMath
{
    /// <summary>value^exponent.</summary>
    public static F Pow<F>(F value, UInt128 exponent)
        where F : unmanaged, IField<F>
    {
        F result = F.One;
        for (; exponent != 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
                result *= value;
            value *= value;
        }

        return result;
    }

    /// <summary>The multiplicative inverse; zero for zero.</summary>
    public static F Inverse<F>(F value)
        where F : unmanaged, IField<F> => Pow(value, F.Modulus - 2);

    /// <summary>Replaces every value by its inverse, with one inversion; none may be zero.</summary>
    public static void InvertAll<F>(Span<F> values)
        where F : unmanaged, IField<F>
    {
        if (values.IsEmpty)
            return;
        var prefix = new F[values.Length];
        F product = F.One;
        for (int i = 0; i < values.Length; i++)
        {
            prefix[i] = product;
            product *= values[i];
        }

        F inverse = Inverse(product);
        for (int i = values.Length - 1; i >= 0; i--)
        {
            F value = values[i];
            values[i] = inverse * prefix[i];
            inverse *= value;
        }
    }

    /// <summary>The principal root of unity of order 2^<paramref name="orderLog2"/>.</summary>
    public static F RootOfUnity<F>(int orderLog2)
        where F : unmanaged, IField<F>
    {
        if ((uint)orderLog2 > (uint)F.RootOrderLog2)
        {
            throw new ArgumentOutOfRangeException(
                nameof(orderLog2), $"The field has roots of unity up to order 2^{F.RootOrderLog2}, not 2^{orderLog2}.");
        }

        F root = F.Root;
        for (int i = orderLog2; i < F.RootOrderLog2; i++)
            root *= root;
        return root;
    }

    /// <summary>The element of a small non-negative integer.</summary>
    public static F FromInteger<F>(ulong value)
        where F : unmanaged, IField<F> => F.FromCanonical(value % F.Modulus);

    /// <summary>The residue of an integer of 32 bits; every field's modulus is larger.</summary>
    public static F FromInt32<F>(int value)
        where F : unmanaged, IField<F> =>
        value < 0 ? -F.FromCanonical((UInt128)(-(long)value)) : F.FromCanonical((UInt128)value);

    /// <summary>The residue of a signed integer.</summary>
    public static F FromSigned<F>(Int128 value)
        where F : unmanaged, IField<F>
    {
        UInt128 magnitude = value < 0 ? unchecked((UInt128)(-value)) : (UInt128)value;
        F residue = F.FromCanonical(magnitude < F.Modulus ? magnitude : magnitude % F.Modulus);
        return value < 0 ? -residue : residue;
    }

    /// <summary>The residue of least magnitude, between -p/2 and p/2.</summary>
    public static Int128 ToCentred<F>(F value)
        where F : unmanaged, IField<F>
    {
        UInt128 residue = value.ToUInt128();
        return residue > F.Modulus >> 1 ? -(Int128)(F.Modulus - residue) : (Int128)residue;
    }

    /// <summary>The value of the polynomial with ascending coefficients, at a point.</summary>
    public static F EvaluatePolynomial<F>(ReadOnlySpan<F> coefficients, F point)
        where F : unmanaged, IField<F>
    {
        F multiplier = F.ToMultiplier(point);
        F result = F.Zero;
        for (int i = coefficients.Length - 1; i >= 0; i--)
            result = F.MultiplyBy(result, multiplier) + coefficients[i];
        return result;
    }

    /// <summary>The sum of bits[i] * 2^i; linear, so that shares of bits give a share of the integer.</summary>
    public static F FromBits<F>(ReadOnlySpan<F> bits)
        where F : unmanaged, IField<F>
    {
        F value = F.Zero;
        for (int i = bits.Length - 1; i >= 0; i--)
            value = value + value + bits[i];
        return value;
    }

    /// <summary>Writes as many bits of a number as there is room for, lowest first.</summary>
    public static void WriteBits<F>(ulong value, Span<F> bits)
        where F : unmanaged, IField<F>
    {
        for (int i = 0; i < bits.Length; i++)
            bits[i] = ((value >> i) & 1) == 0 ? F.Zero : F.One;
    }

    /// <summary>Writes first * factor^i at every place i; multiplier forms, where the first is one.</summary>
    public static void WritePowers<F>(F first, F factor, Span<F> powers)
        where F : unmanaged, IField<F>
    {
        F multiplier = F.ToMultiplier(factor);
        for (int i = 0; i < powers.Length; i++)
        {
            powers[i] = first;
            first = F.MultiplyBy(first, multiplier);
        }
    }
}
