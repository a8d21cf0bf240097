using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Dpsa.Vdaf.Fields;
using static Dpsa.Vdaf.Fields.Field64Avx512;

namespace Dpsa.Vdaf.Ntt;

/// <summary>
/// <see cref="CosetExtension{F}"/> of eight polynomials over Field64 at once, on m times eight values, point after point.
/// </summary>
internal static unsafe class CosetExtensionAvx512
{
    /// <summary>Replaces m values of each lane on the roots of unity by m times the values on the coset.</summary>
    public static void Extend(CosetExtension<Field64> extension, ulong* data)
    {
        int size = extension.Size;
        for (int half = size / 2; half > 0; half /= 2)
        {
            ReadOnlySpan<ulong> multipliers = MemoryMarshal.Cast<Field64, ulong>(extension.InverseLayer(half));
            for (int start = 0; start < size; start += 2 * half)
                InverseLayer(data + (start * Count), data + ((start + half) * Count), multipliers);
        }

        for (int half = 1; half < size; half *= 2)
        {
            ReadOnlySpan<ulong> multipliers = MemoryMarshal.Cast<Field64, ulong>(extension.ForwardLayer(half));
            for (int start = 0; start < size; start += 2 * half)
                ForwardLayer(data + (start * Count), data + ((start + half) * Count), multipliers);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InverseLayer(ulong* low, ulong* high, ReadOnlySpan<ulong> multipliers)
    {
        foreach (ulong multiplier in multipliers)
        {
            Vector512<ulong> x = Vector512.Load(low);
            Vector512<ulong> y = Vector512.Load(high);
            Add(x, y).Store(low);
            Multiply(Subtract(x, y), Vector512.Create(multiplier)).Store(high);
            low += Count;
            high += Count;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardLayer(ulong* low, ulong* high, ReadOnlySpan<ulong> multipliers)
    {
        foreach (ulong multiplier in multipliers)
        {
            Vector512<ulong> x = Vector512.Load(low);
            Vector512<ulong> product = Multiply(Vector512.Load(high), Vector512.Create(multiplier));
            Add(x, product).Store(low);
            Subtract(x, product).Store(high);
            low += Count;
            high += Count;
        }
    }
}
