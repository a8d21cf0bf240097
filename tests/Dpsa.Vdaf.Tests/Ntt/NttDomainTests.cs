using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Ntt;

namespace Dpsa.Vdaf.Tests.Ntt;

public class NttDomainTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(10)]
    public void Transform_is_evaluation_at_the_powers_of_the_root(int sizeLog2)
    {
        Check<Field128>(sizeLog2);
        Check<Field64>(sizeLog2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    public void Weights_evaluate_a_polynomial_from_its_values(int sizeLog2)
    {
        NttDomain<Field128> domain = NttDomain<Field128>.OfLog2(sizeLog2);
        Field128[] coefficients = Sample<Field128>(domain.Size);
        var values = (Field128[])coefficients.Clone();
        domain.Forward(values);
        Field128 point = FieldMath.FromInteger<Field128>(123456789);

        Field128[] weights = LagrangeWeights.Compute(domain, point);
        Field128 sum = Field128.Zero;
        for (int i = 0; i < values.Length; i++)
            sum += Field128.MultiplyBy(values[i], weights[i]);

        sum.ShouldBe(FieldMath.EvaluatePolynomial<Field128>(coefficients, point));
    }

    [Fact]
    public void A_query_point_on_the_domain_is_refused()
    {
        NttDomain<Field128> domain = NttDomain<Field128>.OfLog2(5);
        Should.Throw<VdafException>(() => LagrangeWeights.Compute(domain, FieldMath.Pow(domain.Root, 3)))
            .Error.ShouldBe(VdafError.QueryRandomnessOnDomain);
    }

    private static void Check<F>(int sizeLog2)
        where F : unmanaged, IField<F>
    {
        NttDomain<F> domain = NttDomain<F>.OfLog2(sizeLog2);
        F[] coefficients = Sample<F>(domain.Size);
        var values = (F[])coefficients.Clone();
        domain.Forward(values);
        F point = F.One;
        foreach (F value in values)
        {
            value.ShouldBe(FieldMath.EvaluatePolynomial<F>(coefficients, point));
            point *= domain.Root;
        }

        domain.Inverse(values);
        values.ShouldBe(coefficients);
    }

    private static F[] Sample<F>(int length)
        where F : unmanaged, IField<F>
    {
        F seed = FieldMath.FromInteger<F>(0x9E3779B97F4A7C15);
        return [.. Enumerable.Range(1, length).Select(i => FieldMath.Pow(seed, (UInt128)i))];
    }
}
