using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Dpsa.Aggregator;

/// <summary>
/// Arrays of one length for values that are secret and large, used round after round: they are zero while nobody has them. Safe for
/// use from several threads.
/// </summary>
internal sealed class SecretPool<T>(int length)
    where T : unmanaged
{
    private readonly ConcurrentBag<T[]> _free = [];

    /// <summary>Zeros, until disposal.</summary>
    public Lease Rent() => new(this, _free.TryTake(out T[]? array) ? array : new T[length]);

    /// <summary>The use of one array.</summary>
    internal sealed class Lease(SecretPool<T> pool, T[] values) : IDisposable
    {
        private T[]? _array = values;

        /// <summary>The values; valid until disposal.</summary>
        public Memory<T> Memory => _array ?? throw new ObjectDisposedException(nameof(Lease));

        /// <summary>The values; valid until disposal.</summary>
        public Span<T> Span => Memory.Span;

        /// <summary>Zeroes the values and gives the array back.</summary>
        public void Dispose()
        {
            if (Interlocked.Exchange(ref _array, null) is not { } array) return;
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(array.AsSpan()));
            pool._free.Add(array);
        }
    }
}
