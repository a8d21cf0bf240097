using System.Collections;

namespace TorchSharp.Utils;

/// <summary>
/// A permutation of 0..count-1 by the inside-out Fisher-Yates shuffle. Every enumeration starts the generator anew,
/// so a seed gives the same order each time. Each draw takes two numbers of <see cref="Random"/>: the upper and the lower word.
/// </summary>
internal sealed class ShuffledOrder(long count, int? seed) : IEnumerable<long>
{
    public IEnumerator<long> GetEnumerator()
    {
        Random random = seed is { } given ? new Random(given) : new Random();
        var order = new long[count];
        for (long i = 0; i < count; i++)
        {
            long upper = (long)random.Next() << 32;
            long at = (upper + (uint)random.Next()) % (i + 1);
            order[i] = order[at];
            order[at] = i;
        }

        return ((IEnumerable<long>)order).GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
