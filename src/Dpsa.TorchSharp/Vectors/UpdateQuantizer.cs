// Clip and quantise, as tensor operations on the update's own device.
//
//     clip       u * min(1, C / |u|) / C                      L2 norm at most 1
//     quantise   i = round(u * scale), ties to even           scale = 2^(bits-1), or 2^(fractional bits)
//     repair     sum(i^2) <= the bound which the proof checks  rounding may have pushed the norm over it
//
// Everything is computed in float64 and int64: a float32 mantissa is shorter than 32-bit fixed point.

using Dpsa.Federation;
using Dpsa.Vdaf;
using TorchSharp;
using static Dpsa.TorchSharp.HeldScalars;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>Turns a client's update into the integer vector that the aggregation function proves to be bounded.</summary>
public static class UpdateQuantizer
{
    private const int FirstCandidates = 512;

    // Below the norm of every float32 vector but zero, and far enough from zero for a finite factor at any clip norm.
    private const double SmallestNorm = 1e-100;

    /// <summary>Clips <paramref name="update"/> to L2 norm <paramref name="clipNorm"/>, divides by it, and quantises.</summary>
    /// <param name="update">Flat update, shape [d], float32, on any device. Not modified.</param>
    /// <param name="clipNorm">Norm bound C in the update's own units; positive and finite.</param>
    /// <param name="vdaf">The function: dimension d, scale and norm bound.</param>
    /// <param name="layout">Names the culprit in errors; may be null.</param>
    /// <returns>
    /// d integers whose squared norm is at most <see cref="IVdaf.MaxSquaredNorm"/>; a full update has norm about <see cref="IVdaf.Scale"/>.
    /// </returns>
    /// <exception cref="NonFiniteUpdateException">The update holds NaN or infinity.</exception>
    /// <exception cref="ArgumentException">
    /// Wrong shape or dtype, a clip norm that is not positive and finite, or a function whose norm bound is below 1.
    /// </exception>
    public static int[] Quantize(Tensor update, double clipNorm, IVdaf vdaf, ParameterLayout? layout = null)
    {
        ArgumentNullException.ThrowIfNull(update);
        ArgumentNullException.ThrowIfNull(vdaf);
        if (!(clipNorm > 0 && double.IsFinite(clipNorm)))
            throw new ArgumentOutOfRangeException(nameof(clipNorm), clipNorm, "The clip norm is positive and finite.");
        if (update.dim() != 1 || update.shape[0] != vdaf.Dimension)
            throw new ArgumentException($"The update has shape [{string.Join(',', update.shape)}], the function takes {vdaf.Dimension} "
                + "coordinates.", nameof(update));
        if ((UInt128)vdaf.Scale * (UInt128)vdaf.Scale > vdaf.MaxSquaredNorm + 1)
            throw new ArgumentException($"The function takes squared norms up to {vdaf.MaxSquaredNorm}, an update of full norm has "
                + $"{vdaf.Scale}^2: its norm bound must be at least 1.", nameof(vdaf));
        if (update.dtype != ScalarType.Float32)
            throw new ArgumentException($"The update is {update.dtype}, not Float32.", nameof(update));

        using DisposeScope scope = NewDisposeScope();
        using (no_grad())
        {
            Tensor exact = update.to(ScalarType.Float64);
            double norm = exact.norm().item<double>();
            if (!double.IsFinite(norm)) throw NonFinite(exact, layout);

            double factor = vdaf.Scale / Math.Max(Math.Max(norm, clipNorm), SmallestNorm);
            exact = With(factor, exact.mul);
            Tensor integers = Repair(exact, exact.round().to(ScalarType.Int64), vdaf.MaxSquaredNorm);
            using Tensor result = integers.to(ScalarType.Int32).cpu();
            return result.data<int>().ToArray();
        }
    }

    /// <summary>Brings the squared norm of the rounded vector down to the bound, changing as little as possible.</summary>
    /// <remarks>
    /// Takes one unit off the coordinates which rounding enlarged most, as many as it needs. That is few: rounding errors
    /// mostly cancel. Each pass looks at twice as many candidates as the one before. The squared norm fits int64: it is
    /// below twice 2^62.
    /// </remarks>
    internal static Tensor Repair(Tensor exact, Tensor integers, UInt128 maxSquaredNorm)
    {
        long bound = checked((long)maxSquaredNorm);
        long largest = (long)Math.Sqrt((double)bound);
        while ((UInt128)largest * (UInt128)largest > maxSquaredNorm) largest--;
        integers = With(-largest, low => With(largest, high => integers.clamp(low, high)));
        int candidates = FirstCandidates;
        for (long excess = Excess(integers, bound); excess > 0; excess = Excess(integers, bound))
        {
            candidates = (int)Math.Min(integers.shape[0], 2L * candidates);
            Tensor magnitude = integers.abs();
            Tensor never = With(double.NegativeInfinity, value => full_like(exact, value));
            Tensor enlarged = where(With(0, magnitude.gt), magnitude.Minus(exact.abs()), never);
            (Tensor _, Tensor chosen) = enlarged.topk(candidates);
            Tensor size = magnitude.index_select(0, chosen);
            Tensor gain = size.Plus(size).Minus(ones_like(size));
            Tensor needed = With(excess, gain.cumsum(0).Minus(gain).lt).logical_and(With(0, gain.gt));
            Tensor step = integers.sign().index_select(0, chosen) * needed.to(ScalarType.Int64);
            Tensor repaired = integers.clone();
            integers = With(-1, minus => repaired.index_add_(0, chosen, step, minus));
        }

        return integers;
    }

    private static long Excess(Tensor integers, long bound) => (integers * integers).sum().item<long>() - bound;

    private static NonFiniteUpdateException NonFinite(Tensor update, ParameterLayout? layout)
    {
        long index = update.isfinite().logical_not().nonzero()[0, 0].item<long>();
        return new NonFiniteUpdateException(layout?.EntryAt((int)index).Name, index);
    }
}
