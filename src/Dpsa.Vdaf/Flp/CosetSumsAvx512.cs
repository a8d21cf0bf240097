using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Ntt;

namespace Dpsa.Vdaf.Flp;

/// <summary><see cref="CosetSums"/> over Field64, with eight wires in the lanes of a register.</summary>
internal static unsafe class CosetSumsAvx512
{
    private const int Count = Field64Avx512.Count;

    /// <summary>As <see cref="CosetSums.Compute"/>; the gadget is a sum of squares, or of products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(
        Gadget<Field64> gadget, ReadOnlySpan<Field64> inputs, ReadOnlySpan<Field64> seeds, Span<Field64> sums)
    {
        CosetExtension<Field64> extension = CosetExtension<Field64>.OfLog2(gadget.WireDomainLog2);
        using var memory = new AlignedMemory(2L * extension.Size * Count * sizeof(ulong));
        var values = (ulong*)memory.Start;
        ulong* totals = values + (extension.Size * Count);
        bool products = gadget.Operation is Mul<Field64>;
        for (int first = 0; first < gadget.Arity; first += Count)
        {
            int wires = Math.Min(Count, gadget.Arity - first);
            Gather(MemoryMarshal.Cast<Field64, ulong>(seeds.Slice(first, wires)), values);
            for (int call = 0; call < gadget.Calls; call++)
            {
                ReadOnlySpan<Field64> row = inputs[Math.Min(inputs.Length, (call * gadget.Arity) + first)..];
                Gather(MemoryMarshal.Cast<Field64, ulong>(row[..Math.Min(wires, row.Length)]), values + ((call + 1) * Count));
            }

            int rest = extension.Size - gadget.Calls - 1;
            NativeMemory.Clear(values + ((gadget.Calls + 1) * Count), (nuint)(rest * Count * sizeof(ulong)));
            CosetExtensionAvx512.Extend(extension, values);
            for (int point = 0; point < extension.Size; point++)
            {
                Vector512<ulong> x = Vector512.Load(values + (point * Count));
                Vector512<ulong> y = products ? Avx512F.PermuteVar8x64(x, Vector512.Create(1UL, 0, 3, 2, 5, 4, 7, 6)) : x;
                Field64Avx512.Add(Vector512.Load(totals + (point * Count)), Field64Avx512.Multiply(x, y)).Store(totals + (point * Count));
            }
        }

        // Each wire is m times too large, and a product stands in both of its lanes.
        ulong multiple = (ulong)extension.Size * (ulong)extension.Size * (products ? 2UL : 1);
        Field64 factor = FieldMath.Inverse(FieldMath.FromInteger<Field64>(multiple));
        for (int point = 0; point < sums.Length; point++)
        {
            Field64 sum = Field64.Zero;
            for (int lane = 0; lane < Count; lane++)
                sum += new Field64(totals[(point * Count) + lane]);
            sums[point] = sum * factor;
        }
    }

    private static void Gather(ReadOnlySpan<ulong> row, ulong* destination)
    {
        if (row.Length == Count)
        {
            Vector512.Create(row).Store(destination);
            return;
        }

        for (int lane = 0; lane < Count; lane++)
            destination[lane] = lane < row.Length ? row[lane] : 0;
    }
}
