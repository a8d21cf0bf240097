// Wire polynomials at the query point (VDAF-08, section 7.3). A query point with point^m = 1, m the points of the domain, is refused:
// there the verifier would show an input of the circuit.

using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Ntt;

/// <summary>Evaluation at one point of polynomials that are given by their values on a domain, without a transform.</summary>
internal static class LagrangeWeights
{
    /// <summary>
    /// The weights l with polynomial(<paramref name="point"/>) = sum of l[i] * value[i]:
    /// l[i] = (point^m - 1) w^i / (m (point - w^i)), in multiplier form.
    /// </summary>
    /// <exception cref="VdafException"><see cref="VdafError.QueryRandomnessOnDomain"/>: the point belongs to the domain.</exception>
    public static F[] Compute<F>(NttDomain<F> domain, F point)
        where F : unmanaged, IField<F>
    {
        F numerator = FieldMath.Pow(point, (UInt128)domain.Size) - F.One;
        if (numerator == F.Zero)
        {
            throw new VdafException(
                VdafError.QueryRandomnessOnDomain,
                $"The query point is one of the {domain.Size} points of a proof's domain, by chance; the client may send a fresh report.");
        }

        F rootMultiplier = F.ToMultiplier(domain.Root);
        var weights = new F[domain.Size];
        F power = F.One;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = point - power;
            power = F.MultiplyBy(power, rootMultiplier);
        }

        FieldMath.InvertAll<F>(weights);
        F factor = F.MultiplyBy(numerator, domain.SizeInverse);
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = F.ToMultiplier(weights[i] * factor);
            factor = F.MultiplyBy(factor, rootMultiplier);
        }

        return weights;
    }
}
