using Dpsa.TestSupport;
using Dpsa.Vdaf.Pine;

namespace Dpsa.Vdaf.Tests.Pine;

public class PineParametersTests
{
    [Theory]
    [InlineData(PineVariant.Pine128, 62006, 1, 1041840, 64, 64, 9104)]
    [InlineData(PineVariant.Pine64, 62006, 2, 522544, 64, 64, 5176)]
    [InlineData(PineVariant.Pine40HmacSha256Aes128, 62006, 4, 328644, 128, 128, 4039)]
    [InlineData(PineVariant.Pine32HmacSha256Aes128, 62006, 5, 263732, 128, 128, 3548)]
    [InlineData(PineVariant.Pine128, 100000, 1, 1652304, 64, 64, null)]
    [InlineData(PineVariant.Pine64, 100000, 2, 827776, 64, 64, null)]
    [InlineData(PineVariant.Pine40HmacSha256Aes128, 100000, 4, 519414, 128, 128, null)]
    [InlineData(PineVariant.Pine32HmacSha256Aes128, 100000, 5, 416348, 128, 128, null)]
    [InlineData(PineVariant.Pine128, 1000000, 1, 16085520, 64, 64, null)]
    [InlineData(PineVariant.Pine64, 1000000, 2, 8044384, 64, 64, null)]
    [InlineData(PineVariant.Pine40HmacSha256Aes128, 1000000, 4, 5029794, 128, 128, null)]
    [InlineData(PineVariant.Pine32HmacSha256Aes128, 1000000, 5, 4024652, 128, 128, null)]
    public void Default_chunks_give_the_known_sizes(
        PineVariant variant, int dimension, int proofs, int leaderShare, int helperShare, int publicShare, int? prepareShare)
    {
        // The sizes are known at 15 fractional bits, which the two small fields are not sound with.
        IVdaf vdaf = PineParameters.ForVectorsOnly(variant, dimension, 1 << 15, 15, proofs).Create();
        vdaf.InputShareSize(AggregatorRole.Leader).ShouldBe(leaderShare);
        vdaf.InputShareSize(AggregatorRole.Helper).ShouldBe(helperShare);
        vdaf.PublicShareSize.ShouldBe(publicShare);
        if (prepareShare is { } size)
            vdaf.PrepareShareSize.ShouldBe(size);
        vdaf.AggregateShareSize.ShouldBe(dimension * vdaf.ElementSize);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    [InlineData(9000)]
    [InlineData(62006)]
    public void Default_chunks_are_the_smallest_of_those_with_the_shortest_proof(int dimension)
    {
        var parameters = new PineParameters(PineVariant.Pine64, dimension, 1 << 15, 15);
        var layout = new PineLayout(parameters);
        parameters.NormEqualityChunkLength.ShouldBe(
            Enumerable.Range(1, dimension).MinBy(c => c + (2 * Points(Calls(dimension, c)))));
        parameters.ChunkLength.ShouldBe(
            Enumerable.Range(1, layout.BitsLength).MinBy(c => (2 * c) + (2 * Points(Calls(layout.BitsLength, c) + Calls(100, c)))));

        static long Calls(int length, int chunk) => (length + chunk - 1) / chunk;
        static long Points(long calls) => (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)calls + 1);
    }

    [Fact]
    public void Records_are_equal_when_their_resolved_choices_are()
    {
        var resolved = new PineParameters(PineVariant.Pine64, 62006, 1 << 15, 15);
        resolved.Proofs.ShouldBe(3);
        resolved.ShouldBe(new PineParameters(PineVariant.Pine64, 62006, 1 << 15, 15, 3, 1, 37, 489, 100));
        resolved.ShouldBe(PineParameters.ForBound(PineVariant.Pine64, 62006, 1.0, 15));
        resolved.ShouldNotBe(new PineParameters(PineVariant.Pine64, 62006, 1 << 15, 15, proofs: 2));
        resolved.ShouldNotBe(new PineParameters(PineVariant.Pine64, 62006, 1 << 15, 15, normEqualityChunkLength: 488));
        resolved.ShouldNotBe(new PineParameters(PineVariant.Pine64HmacSha256Aes128, 62006, 1 << 15, 15));
    }

    [Fact]
    public void Numbers_of_the_function_follow_from_bound_and_fractional_bits()
    {
        IVdaf vdaf = PineParameters.ForBound(PineVariant.Pine64, 10, 2.5, 8).Create();
        vdaf.Scale.ShouldBe(256);
        vdaf.MaxSquaredNorm.ShouldBe((UInt128)(640 * 640));
        vdaf.L2Sensitivity.ShouldBe(1280);
    }

    [Theory]
    [InlineData(PineVariant.Pine32HmacSha256Aes128, 8)]
    [InlineData(PineVariant.Pine40HmacSha256Aes128, 12)]
    [InlineData(PineVariant.Pine64, 24)]
    [InlineData(PineVariant.Pine64HmacSha256Aes128, 24)]
    public void Fractional_bits_at_norm_one_end_where_wraparound_tests_would_prove_nothing(PineVariant variant, int most)
    {
        PineParameters.MaxFractionalBitsAtNormOne(variant).ShouldBe(most);
        Should.NotThrow(() => PineParameters.ForBound(variant, 10, 1, most).Create());
        string message = Should.Throw<ArgumentException>(() => PineParameters.ForBound(variant, 10, 1, most + 1)).Message;
        message.ShouldContain("requires 81 W^2 < p");
        message.ShouldContain($"B = {1 << (most + 1)} gives W = {16L << (most + 1)}, and p = {PineInstance.Of(variant).Modulus}");
        message.ShouldContain($"at most {most} fractional bits at norm 1");
    }

    // W is the power of two from 8.7 B + 1 on: 81 * 4096^2 is below the 32-bit prime, 81 * 8192^2 is not.
    [Fact]
    public void The_largest_sound_bound_is_that_of_the_largest_sound_width()
    {
        const PineVariant Variant = PineVariant.Pine32HmacSha256Aes128;
        Should.NotThrow(() => new PineParameters(Variant, 10, 470, 0).Create());
        Should.Throw<ArgumentException>(() => new PineParameters(Variant, 10, 471, 0)).Message.ShouldContain("81 W^2 < p");
        Should.Throw<ArgumentException>(() => PineParameters.ForBound(Variant, 10, 2, 8)).Message.ShouldContain("81 W^2 < p");
        Should.NotThrow(() => PineParameters.ForBound(Variant, 10, 2, 7).Create());
    }

    [Theory]
    [InlineData(1 << 16, "requires B^2 < p")]
    [InlineData(40_000, "requires 3 B^2 < p - 2")]
    public void The_other_premises_hold_for_vectors_too(int bound, string inequality) =>
        Should.Throw<ArgumentException>(() => PineParameters.ForVectorsOnly(PineVariant.Pine32HmacSha256Aes128, 10, bound, 0))
            .Message.ShouldContain(inequality);

    [Fact]
    public void Unsound_parameters_are_never_equal_to_those_that_anybody_can_make() =>
        PineParameters.ForVectorsOnly(PineVariant.Pine64, 10, 1 << 15, 15).ShouldNotBe(new PineParameters(PineVariant.Pine64, 10, 1 << 15, 15));

    [Fact]
    public void Nothing_but_tests_opens_the_door_to_unsound_parameters()
    {
        const string Door = nameof(PineParameters.ForVectorsOnly);
        IEnumerable<string> lines = new[] { "src", "benchmarks", "examples" }
            .SelectMany(f => Directory.GetFiles(Path.Combine(TestFiles.RepositoryRoot, f), "*.cs", SearchOption.AllDirectories))
            .SelectMany(File.ReadLines)
            .Where(line => line.Contains(Door, StringComparison.Ordinal));
        lines.Select(line => line.Trim().Split(' ')[0]).ShouldBe(["///", "internal"], "a remark and the declaration");
    }

    [Theory]
    [InlineData(PineVariant.Pine64)]
    [InlineData(PineVariant.Pine64HmacSha256Aes128)]
    [InlineData(PineVariant.Pine128)]
    public void Refuses_a_bound_that_is_not_an_integer_of_32_bits(PineVariant variant) =>
        Should.Throw<ArgumentException>(() => PineParameters.ForBound(variant, 10, 1, 31)).Message.ShouldContain("2147483647");

    [Fact]
    public void Fractional_bits_of_the_largest_field_end_where_a_coordinate_would_not_be_an_integer_of_32_bits()
    {
        PineParameters.MaxFractionalBitsAtNormOne(PineVariant.Pine128).ShouldBe(30);
        Should.NotThrow(() => PineParameters.ForBound(PineVariant.Pine128, 10, 1, 30).Create());
    }

    [Theory]
    [InlineData(0, 1024, 10, 1, 1, 1, 1, 100, "d >= 1")]
    [InlineData(10, 0, 10, 1, 1, 1, 1, 100, "B >= 1")]
    [InlineData(10, 1024, -1, 1, 1, 1, 1, 100, "0 <= f")]
    [InlineData(10, 1024, 63, 1, 1, 1, 1, 100, "f <= 62")]
    [InlineData(10, 1024, 10, 0, 1, 1, 1, 100, "1 <= proofs")]
    [InlineData(10, 1024, 10, 256, 1, 1, 1, 100, "proofs <= 255")]
    [InlineData(10, 1024, 10, 1, 0, 1, 1, 100, "1 <= norm equality proofs")]
    [InlineData(10, 1024, 10, 1, 1, 0, 1, 100, "1 <= chunk length")]
    [InlineData(10, 1024, 10, 1, 1, 2000, 1, 100, "chunk length <= 1642")]
    [InlineData(10, 1024, 10, 1, 1, 1, 11, 100, "norm equality chunk length <= 10")]
    [InlineData(10, 1024, 10, 1, 1, 1, 1, 0, "1 <= wraparound tests")]
    [InlineData(int.MaxValue, 1024, 10, 1, 1, 20, null, 100, "leader share <= ")]
    public void Refuses_parameters_and_names_the_limit(
        int dimension, int bound, int fractionalBits, int proofs, int normProofs, int chunk, int? normChunk, int checks, string limit) =>
        Should.Throw<ArgumentException>(() => new PineParameters(
            PineVariant.Pine64, dimension, bound, fractionalBits, proofs, normProofs, chunk, normChunk, checks))
            .Message.ShouldContain(limit);

    [Fact]
    public void Refuses_chunks_that_need_transforms_which_the_field_lacks() =>
        Should.Throw<ArgumentException>(() => new PineParameters(
            PineVariant.Pine32HmacSha256Aes128, 2_000_000, 1 << 8, 8, normEqualityChunkLength: 1))
            .Message.ShouldContain("2 m <= 1048576");

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0.1)]
    [InlineData(0)]
    [InlineData(-1)]
    public void Refuses_a_real_bound_that_is_not_a_whole_positive_number_of_units(double bound) =>
        Should.Throw<ArgumentException>(() => PineParameters.ForBound(PineVariant.Pine64, 10, bound, 15))
            .Message.ShouldContain("must be an integer");

    [Fact]
    public void Checks_again_when_a_record_was_changed_after_construction()
    {
        var parameters = new PineParameters(PineVariant.Pine64, 10, 1 << 15, 15);
        Should.Throw<ArgumentException>(() => (parameters with { Dimension = -1 }).Create()).Message.ShouldContain("d >= 1");
        Should.Throw<ArgumentOutOfRangeException>(() => parameters.Create(0));
    }
}
