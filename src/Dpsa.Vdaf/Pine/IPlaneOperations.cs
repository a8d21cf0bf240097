namespace Dpsa.Vdaf.Pine;

/// <summary>Operations on a register of bytes.</summary>
internal unsafe interface IPlaneOperations<TVector>
    where TVector : struct
{
    /// <summary>Whether the processor has what is needed.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Bytes of a register; a divisor of 64.</summary>
    static abstract int Width { get; }

    static abstract TVector Load(byte* source);

    /// <summary>Bits 0 to 3 of every byte.</summary>
    static abstract TVector LowNibbles(TVector bytes);

    /// <summary>Bits 4 to 7 of every byte.</summary>
    static abstract TVector HighNibbles(TVector bytes);

    /// <summary>The entry of a table of 16 signed bytes at every nibble.</summary>
    static abstract TVector LookUp(ReadOnlySpan<sbyte> table, TVector nibbles);

    /// <summary>Adds to 16-bit sums the products of two neighbouring unsigned bytes with two signed ones.</summary>
    static abstract TVector MultiplyAdd(TVector sums, TVector bytes, TVector coefficients);

    /// <summary>The total of all 16-bit sums.</summary>
    static abstract int Total(TVector sums);
}
