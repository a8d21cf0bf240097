using System.Runtime.InteropServices;

namespace Dpsa.Vdaf.Tests.Secrets;

/// <summary>
/// Words that must not stay on the heap: taken from vectors of secrets, and kept masked, so that they are not found here. Collections are
/// put off meanwhile, as they move objects and leave copies behind.
/// </summary>
internal sealed class SecretWords : IDisposable
{
    private const long Allocations = 100_000_000;
    private const ulong Mask = 0x5A5A_A5A5_1234_FEDC;

    private readonly List<ulong> _masked = [];

    public SecretWords()
    {
        GC.Collect();
        GC.TryStartNoGCRegion(Allocations).ShouldBeTrue();
    }

    /// <summary>Remembers words of a vector that is secret, at the quarters of its length, and zeroes it.</summary>
    public void Take<T>(T[] secret)
        where T : unmanaged
    {
        using var taken = new Secret<T>(secret);
        Take<T>(taken.Span);
    }

    /// <summary>Remembers words of a vector that the caller zeroes.</summary>
    public void Take<T>(ReadOnlySpan<T> secret)
        where T : unmanaged
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<T, ulong>(secret);
        foreach (int quarter in (int[])[1, 2, 3])
            _masked.Add(words[words.Length * quarter / 4] ^ Mask);
    }

    /// <summary>They are on the heap: what a test takes would be found.</summary>
    public void ShouldBeThere() => Count().ShouldBePositive();

    /// <summary>None of them is on the heap any more.</summary>
    public void ShouldBeGone() => Count().ShouldBe(0);

    public void Dispose() => GC.EndNoGCRegion();

    private int Count() => ManagedHeap.CountMasked(CollectionsMarshal.AsSpan(_masked), Mask);
}
