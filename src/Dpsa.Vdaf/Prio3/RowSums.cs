using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Prio3;

/// <summary>
/// For each place in a row, the sums over all rows of element times first weight of the row, and of element times second weight.
/// Disposing it zeroes them.
/// </summary>
internal abstract class RowSums : IDisposable
{
    /// <summary>Sums for rows of the given width, the fastest that the processor has.</summary>
    public static RowSums Create(int width) => RowSumsAvx512.IsSupported ? new RowSumsAvx512(width) : new RowSumsScalar(width);

    /// <summary>Adds one row; places beyond its end get nothing.</summary>
    /// <param name="row">Elements.</param>
    /// <param name="first">First weight, in multiplier form.</param>
    /// <param name="second">Second weight, in multiplier form.</param>
    public abstract void Add(ReadOnlySpan<Field128> row, Field128 first, Field128 second);

    /// <summary>Both sums at one place.</summary>
    public abstract (Field128 First, Field128 Second) Take(int place);

    /// <inheritdoc/>
    public abstract void Dispose();
}
