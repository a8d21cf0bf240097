using System.Numerics;
using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Pine;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Tests.Pine;

/// <summary>Reports over vectors that wrapped around the prime, for one choice of parameters.</summary>
internal interface IWraparoundForgeries
{
    /// <summary>Every vector is refused, whatever the forger says about the tests.</summary>
    void AreRejected(int seeds);

    /// <summary>Vectors whose dot products cannot reach W pass, with tests written as an honest client writes them.</summary>
    /// <param name="vectors">How many of them there are.</param>
    void AreAccepted(int vectors);

    /// <summary>Each test fails with probability 1/2 at least.</summary>
    void FailHalfOfTheTests();
}

/// <summary>The forgeries over one field.</summary>
internal sealed class WraparoundForgeries<T> : IWraparoundForgeries
    where T : unmanaged, IField<T>
{
    private const string WrongTest = "a wraparound test is wrong";

    private readonly PineParameters _parameters;
    private readonly PinePair<T> _pair;
    private readonly WrappedVectors<T> _vectors;

    public WraparoundForgeries(PineParameters parameters)
    {
        _parameters = parameters;
        _pair = new PinePair<T>(parameters);
        _vectors = new WrappedVectors<T>(Bound, _pair.Layout.Width);
    }

    private long Bound => _parameters.NormBound;

    private UInt128 Limit => _pair.Vdaf.MaxSquaredNorm;

    public void AreRejected(int seeds)
    {
        foreach (BigInteger[] vector in Vectors())
        {
            for (int seed = 1; seed <= seeds; seed++)
            {
                _pair.ShouldReject(Forge(vector, PinePair<T>.ClaimSuccess, seed), WrongTest);
                _pair.ShouldReject(Forge(vector, PinePair<T>.AdmitFailures, seed), WrongTest);
            }
        }

        // Where the premise holds, nothing just below W wraps around: what is left is to lie about the norm.
        T[] belowWidth = WrappedVectors<T>.Elements([_pair.Layout.Width - 1], _parameters.Dimension);
        UInt128 square = (UInt128)(_pair.Layout.Width - 1) * (UInt128)(_pair.Layout.Width - 1);
        foreach (UInt128 claim in (UInt128[])[Limit, 0, square % (Limit + 1), square % (UInt128.One << _pair.Layout.NormBits)])
            _pair.ShouldReject(_pair.Forge(belowWidth, _pair.Bits(claim), _pair.Bits(unchecked(Limit - claim)), PineEncoder.EncodeTests));
    }

    public void AreAccepted(int vectors)
    {
        BigInteger[][] within = [.. Vectors().Where(v => v.Aggregate(BigInteger.Add) < _pair.Layout.Width)];
        within.Length.ShouldBe(vectors);
        foreach (BigInteger[] vector in within)
        {
            T[] elements = WrappedVectors<T>.Elements(vector, _parameters.Dimension);
            _pair.Verify(Forge(vector, PineEncoder.EncodeTests, seed: 1)).ShouldBe(elements.Select(FieldMath.ToCentred));
        }
    }

    // 10,000 tests a vector; the bound is 6 standard deviations above one half, exceeded with probability below 1e-9 each.
    public void FailHalfOfTheTests()
    {
        const int Batches = 100;
        var streams = new PineStreams(PineInstance.Of(_parameters.Variant), 1, 1);
        var dots = new T[_pair.Layout.Checks];
        foreach (BigInteger[] vector in Vectors())
        {
            T[] elements = WrappedVectors<T>.Elements(vector, _parameters.Dimension);
            int passed = 0;
            for (int batch = 0; batch < Batches; batch++)
            {
                using XofStream coefficients = streams.WraparoundCoefficients(PinePair<T>.Bytes(streams.SeedSize, batch));
                WraparoundDots.Compute<T>(coefficients, elements, dots);
                passed += dots.Count(Passes);
            }

            int tests = Batches * dots.Length;
            passed.ShouldBeLessThan((int)((0.5 * tests) + (6 * Math.Sqrt(0.25 * tests))));
        }
    }

    private bool Passes(T dot)
    {
        Int128 value = FieldMath.ToCentred(dot);
        return value > -_pair.Layout.Width && value <= _pair.Layout.Width;
    }

    private ReportShares Forge(BigInteger[] vector, PineSharder<T>.TestEncoder tests, int seed)
    {
        var residue = (UInt128)WrappedVectors<T>.Residue(vector, Bound);
        T[] elements = WrappedVectors<T>.Elements(vector, _parameters.Dimension);
        return _pair.Forge(elements, _pair.Bits(residue), _pair.Bits(Limit - residue), tests, seed);
    }

    private IEnumerable<BigInteger[]> Vectors()
    {
        // A single square is not 0 or 1 modulo p unless it is 0 or 1.
        BigInteger? one = _vectors.OneCoordinate();
        one.HasValue.ShouldBe(Bound > 1);
        if (one is { } coordinate)
            yield return [coordinate];
        if (_vectors.JustBelowWidth() is { } largest)
            yield return [largest];
        yield return _vectors.SeveralCoordinates(4);
        if (_parameters.RequiresWraparoundPremise)
        {
            yield return _vectors.SeveralCoordinates(16);
            if (_vectors.MostBelowWidth + 16 <= _parameters.Dimension)
                yield return _vectors.ManyBelowWidth();
        }
    }
}
