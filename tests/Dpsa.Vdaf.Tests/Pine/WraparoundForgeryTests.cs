using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Pine;

namespace Dpsa.Vdaf.Tests.Pine;

/// <summary>
/// The norm's proof holds modulo the prime only: squared norms of k p + v with v within the bound are what the wraparound tests are
/// there for. They find them at every number of fractional bits that is allowed, and at those which the draft's code allows, they
/// do not.
/// </summary>
public class WraparoundForgeryTests
{
    private const int Small = 40;
    private const int Large = 10_000;
    private const int Largest = 62_006;

    public static TheoryData<PineVariant, int> EveryAllowedNumberOfBits
    {
        get
        {
            var data = new TheoryData<PineVariant, int>();
            foreach (PineVariant variant in Enum.GetValues<PineVariant>())
            {
                for (int bits = 0; bits <= PineParameters.MaxFractionalBitsAtNormOne(variant); bits++)
                    data.Add(variant, bits);
            }

            return data;
        }
    }

    /// <summary>
    /// Numbers of bits that the draft's code allows, and how many of the vectors pass with certainty: one coordinate from the square
    /// root of p on; from twice that on, several of half of it as well.
    /// </summary>
    public static TheoryData<PineVariant, int, int> Unsound => new()
    {
        { PineVariant.Pine32HmacSha256Aes128, 12, 2 },
        { PineVariant.Pine32HmacSha256Aes128, 13, 2 },
        { PineVariant.Pine32HmacSha256Aes128, 14, 3 },
        { PineVariant.Pine32HmacSha256Aes128, 15, 3 },
        { PineVariant.Pine40HmacSha256Aes128, 16, 2 },
        { PineVariant.Pine40HmacSha256Aes128, 17, 2 },
        { PineVariant.Pine40HmacSha256Aes128, 18, 3 },
        { PineVariant.Pine40HmacSha256Aes128, 19, 3 },
        { PineVariant.Pine64, 29, 2 },
        { PineVariant.Pine64, 30, 3 },
        { PineVariant.Pine64HmacSha256Aes128, 29, 2 },
        { PineVariant.Pine64HmacSha256Aes128, 30, 3 },
    };

    public static TheoryData<PineVariant> Variants => [.. Enum.GetValues<PineVariant>()];

    [Theory]
    [MemberData(nameof(EveryAllowedNumberOfBits))]
    public void Rejects_vectors_that_wrapped_around_the_prime(PineVariant variant, int bits)
    {
        Over(PineParameters.ForBound(variant, Small, 1, bits)).AreRejected(seeds: 3);
        Over(PineParameters.ForBound(variant, Large, 1, bits)).AreRejected(seeds: 1);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Rejects_vectors_of_a_large_model_that_wrapped_around_the_prime(PineVariant variant) =>
        Over(PineParameters.ForBound(variant, Largest, 1, PineParameters.MaxFractionalBitsAtNormOne(variant))).AreRejected(seeds: 1);

    [Theory]
    [MemberData(nameof(EveryAllowedNumberOfBits))]
    public void Each_test_fails_for_half_of_its_randomness(PineVariant variant, int bits) =>
        Over(PineParameters.ForBound(variant, Small, 1, bits)).FailHalfOfTheTests();

    [Theory]
    [MemberData(nameof(Unsound))]
    public void The_same_vectors_are_accepted_where_the_premise_is_broken(PineVariant variant, int bits, int vectors)
    {
        Should.Throw<ArgumentException>(() => PineParameters.ForBound(variant, Small, 1, bits)).Message.ShouldContain("81 W^2 < p");
        foreach (int dimension in (int[])[Small, Large, Largest])
            Over(PineParameters.ForVectorsOnly(variant, dimension, 1 << bits, bits)).AreAccepted(vectors);
    }

    private static IWraparoundForgeries Over(PineParameters parameters) => parameters.Variant switch
    {
        PineVariant.Pine128 => new WraparoundForgeries<Field128>(parameters),
        PineVariant.Pine40HmacSha256Aes128 => new WraparoundForgeries<Field40>(parameters),
        PineVariant.Pine32HmacSha256Aes128 => new WraparoundForgeries<Field32>(parameters),
        _ => new WraparoundForgeries<Field64>(parameters),
    };
}
