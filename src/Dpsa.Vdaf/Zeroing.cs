using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Dpsa.Vdaf;

/// <summary>Zeroes secrets, in a way that no optimisation takes away.</summary>
internal static class Zeroing
{
    /// <summary>Sets every byte to zero.</summary>
    public static void Zero<T>(this Span<T> secrets)
        where T : unmanaged => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(secrets));

    /// <summary>Sets every byte to zero.</summary>
    public static void Zero<T>(this T[] secrets)
        where T : unmanaged => secrets.AsSpan().Zero();
}
