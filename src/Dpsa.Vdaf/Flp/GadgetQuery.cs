// Query of VDAF-08, section 7.3, for one gadget.
//
//     output of call t     gadget polynomial at w^t, w the principal m-th root of unity
//     wire at the query    sum of l[t] times the input of call t; l[0] belongs to the wire seed

using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Ntt;

namespace Dpsa.Vdaf.Flp;

/// <summary>
/// What a verifier learns from its share of the proof about one gadget, before it looks at the measurement. Disposing it zeroes that.
/// </summary>
internal sealed class GadgetQuery<F> : IDisposable
    where F : unmanaged, IField<F>
{
    private readonly F[] _weights;
    private readonly Secret<F> _outputs;
    private readonly Secret<F> _seedsAtQuery;

    /// <param name="gadget">The gadget.</param>
    /// <param name="proof">The gadget's part of the proof share: wire seeds, then the gadget polynomial.</param>
    /// <param name="queryPoint">Where the polynomials are compared.</param>
    /// <exception cref="VdafException"><see cref="VdafError.QueryRandomnessOnDomain"/>.</exception>
    public GadgetQuery(Gadget<F> gadget, ReadOnlySpan<F> proof, F queryPoint)
    {
        NttDomain<F> domain = NttDomain<F>.OfLog2(gadget.WireDomainLog2);
        _weights = LagrangeWeights.Compute(domain, queryPoint);
        _seedsAtQuery = new Secret<F>(gadget.Arity);
        Span<F> seeds = _seedsAtQuery.Span;
        for (int i = 0; i < seeds.Length; i++)
            seeds[i] = F.MultiplyBy(proof[i], _weights[0]);

        // On the domain w^m is 1, so coefficients m apart fall together.
        ReadOnlySpan<F> polynomial = proof[gadget.Arity..];
        _outputs = new Secret<F>(domain.Size);
        Span<F> outputs = _outputs.Span;
        for (int i = 0; i < polynomial.Length; i++)
            outputs[i & (domain.Size - 1)] += polynomial[i];
        domain.Forward(outputs);
        PolynomialAtQuery = FieldMath.EvaluatePolynomial(polynomial, queryPoint);
    }

    /// <summary>Lagrange weights of the query point, in multiplier form; index t belongs to call t, index 0 to the wire seed.</summary>
    public ReadOnlySpan<F> Weights => _weights;

    /// <summary>Values of the gadget polynomial on the domain; index t is the output of call t.</summary>
    public ReadOnlySpan<F> Outputs => _outputs.Span;

    /// <summary>What the seed of each wire adds to the wire at the query point.</summary>
    public ReadOnlySpan<F> SeedsAtQuery => _seedsAtQuery.Span;

    /// <summary>The gadget polynomial at the query point.</summary>
    public F PolynomialAtQuery { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _outputs.Dispose();
        _seedsAtQuery.Dispose();
    }
}
