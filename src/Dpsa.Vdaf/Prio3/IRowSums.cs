using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Prio3;

/// <summary>
/// For each place in a row, the sums over all rows of element times first weight of the row, and of element times second weight.
/// Disposing it zeroes them.
/// </summary>
internal interface IRowSums : IDisposable
{
    /// <summary>Adds one row; places beyond its end get nothing.</summary>
    /// <param name="row">Elements.</param>
    /// <param name="first">First weight, in multiplier form.</param>
    /// <param name="second">Second weight, in multiplier form.</param>
    void Add(ReadOnlySpan<Field128> row, Field128 first, Field128 second);

    /// <summary>Both sums at one place.</summary>
    (Field128 First, Field128 Second) Take(int place);
}
