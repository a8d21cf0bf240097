using System.Security.Cryptography;
using Dpsa.Benchmarks.Workloads;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Ntt;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Benchmarks.Quick;

/// <summary>The kernels under everything, as loops long enough for a stopwatch.</summary>
internal static class Kernels
{
    /// <summary>Bytes that one run of the extendable output functions yields.</summary>
    public const int StreamBytes = 4 << 20;

    /// <summary>Products in one run of the multiplications.</summary>
    public const int Products = Elements * Passes;

    /// <summary>Transforms in one run.</summary>
    public const int Transforms = 20;

    private const int Elements = 1024;
    private const int Passes = 100;

    /// <summary>Squeezes one stream.</summary>
    public static Action TurboShake128()
    {
        var output = new byte[StreamBytes];
        return () =>
        {
            using XofStream stream = XofAlgorithm.TurboShake128.Start(new byte[16], "benchmark"u8);
            stream.Squeeze(output);
        };
    }

    /// <summary>The system library's SHAKE128, which this repository does not change: shows how fast the machine is just now.</summary>
    public static Action SystemShake128()
    {
        var output = new byte[StreamBytes];
        return () => Shake128.HashData("benchmark"u8, output);
    }

    /// <summary>Independent products of two values.</summary>
    public static Action Multiply<F>()
        where F : unmanaged, IField<F>
    {
        F[] values = FieldValues.Of<F>(Elements, 3), factors = FieldValues.Of<F>(Elements, 5);
        return () =>
        {
            for (int pass = 0; pass < Passes; pass++)
            {
                for (int i = 0; i < values.Length; i++)
                    values[i] *= factors[i];
            }
        };
    }

    /// <summary>Independent products of a value and a prepared constant.</summary>
    public static Action MultiplyBy<F>()
        where F : unmanaged, IField<F>
    {
        F[] values = FieldValues.Of<F>(Elements, 3);
        F[] multipliers = Array.ConvertAll(FieldValues.Of<F>(Elements, 5), F.ToMultiplier);
        return () =>
        {
            for (int pass = 0; pass < Passes; pass++)
            {
                for (int i = 0; i < values.Length; i++)
                    values[i] = F.MultiplyBy(values[i], multipliers[i]);
            }
        };
    }

    /// <summary>Forward transforms, in place.</summary>
    public static Action Transform<F>(int sizeLog2)
        where F : unmanaged, IField<F>
    {
        NttDomain<F> domain = NttDomain<F>.OfLog2(sizeLog2);
        F[] data = FieldValues.Of<F>(domain.Size, 3);
        return () =>
        {
            for (int i = 0; i < Transforms; i++)
                domain.Forward(data);
        };
    }
}
