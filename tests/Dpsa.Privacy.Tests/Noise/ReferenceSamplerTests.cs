using System.Numerics;
using System.Text.Json;
using Dpsa.TestSupport;

namespace Dpsa.Privacy.Tests;

public class ReferenceSamplerTests
{
    [SharedTheory("vectors", "discrete-gaussian")]
    [InlineData("discrete_gauss_2.342.json")]
    [InlineData("discrete_gauss_3.json")]
    [InlineData("discrete_gauss_100.json")]
    [InlineData("discrete_gauss_9999999999999999999999.json")]
    public void Reproduces_the_reference_samples(string file)
    {
        using JsonDocument vector = JsonDocument.Parse(File.ReadAllBytes(TestFiles.Shared("vectors", "discrete-gaussian", file)));
        BigInteger Number(string name) => BigInteger.Parse(vector.RootElement.GetProperty(name).GetRawText());
        var sigma = new Rational(Number("std_num"), Number("std_denom"));
        byte[] seed = Convert.FromHexString(vector.RootElement.GetProperty("seed").GetString()!);
        BigInteger[] expected =
            [.. vector.RootElement.GetProperty("samples").EnumerateArray().Select(e => BigInteger.Parse(e.GetRawText()))];

        var sampler = new ReferenceSampler(new TurboShake128Stream(seed));
        BigInteger[] actual = [.. expected.Select(_ => sampler.DiscreteGaussian(sigma))];

        expected.Length.ShouldBeGreaterThan(40);
        actual.ShouldBe(expected);
    }

    [Fact]
    public void Sigma_zero_draws_zero_and_no_randomness()
    {
        var sampler = new ReferenceSampler(new ScriptedSource([]));
        sampler.DiscreteGaussian(Rational.Zero).ShouldBe(BigInteger.Zero);
    }

    [Fact]
    public void Uniform_numbers_shift_the_top_word_and_retry()
    {
        // 35 bits: two words, the upper of which keeps its 3 highest bits.
        var source = new ScriptedSource([0xFFFFFFFF_00000000, 0x80000000_00000005]);
        new ReferenceSampler(source).UniformBelow(BigInteger.Parse("30000000000")).ShouldBe((4L << 32) + 5);
        source.Remaining.ShouldBe(0);
    }
}
