namespace Dpsa.Vdaf.Pine;

/// <summary>Multiplies planes of bytes with the coefficients of one test.</summary>
internal unsafe interface IPlaneKernel
{
    /// <summary>Whether the processor has what is needed.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Adds to each sum the product of one plane with the coefficients.</summary>
    /// <param name="row">64 bytes of coefficients for each block.</param>
    /// <param name="block">The first of some blocks that lie one after the other.</param>
    /// <param name="blocks">At most <see cref="BytePlanes.BlocksAtOnce"/>.</param>
    /// <param name="planes">Planes of a block.</param>
    /// <param name="sums">One for each plane.</param>
    static abstract void Add(byte* row, byte* block, int blocks, int planes, Span<long> sums);
}
