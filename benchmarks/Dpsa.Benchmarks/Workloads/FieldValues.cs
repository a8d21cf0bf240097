using Dpsa.Vdaf.Fields;

namespace Dpsa.Benchmarks.Workloads;

/// <summary>Operands of the field kernels.</summary>
internal static class FieldValues
{
    /// <summary>Elements that are neither small nor alike: the squares of squares of a power of the seed.</summary>
    public static F[] Of<F>(int length, ulong seed)
        where F : unmanaged, IField<F>
    {
        var values = new F[length];
        F power = FieldMath.Pow(FieldMath.FromInteger<F>(seed), 1000);
        for (int i = 0; i < values.Length; i++)
            values[i] = power *= power;
        return values;
    }
}
