using System.Numerics;
using Dpsa.Aggregator;
using Dpsa.Dap;
using Dpsa.Federation;
using Dpsa.Privacy;
using Dpsa.Vdaf.Pine;
using Dpsa.Vdaf.Prio3;
using Dpsa.Vdaf;
using FsCheck.Fluent;
using FsCheck;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp.Tests;

public sealed class UpdateQuantizerTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    public void Agrees_with_plain_arithmetic_inside_the_bound(int bits)
    {
        float[] update = [0.5f, -0.25f, 1e-3f, -7.62939453e-6f, 0, 3.3e-5f];
        double scale = Math.Pow(2, bits - 1);
        Quantize(update, 1, bits).ShouldBe(update.Select(x => (int)Math.Round(x * scale, MidpointRounding.ToEven)));
        Quantize(update, 4, bits).ShouldBe(update.Select(x => (int)Math.Round(x / 4.0 * scale, MidpointRounding.ToEven)));
    }

    [Fact]
    public void Clips_to_the_norm_bound_and_keeps_the_direction()
    {
        float[] update = [3, -4, 12, 0];
        int[] result = Quantize(update, 2, 32);
        for (int i = 0; i < update.Length; i++)
            (result[i] / 2147483648.0).ShouldBe(update[i] / 13.0, 1e-9);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    public void A_single_full_coordinate_stays_below_one(int bits)
    {
        int top = (int)((1L << (bits - 1)) - 1);
        Quantize([5, 0], 1, bits).ShouldBe([top, 0]);
        Quantize([0, -5], 1, bits).ShouldBe([0, -top]);
        Quantize([1, 0], 1, bits).ShouldBe([top, 0]);
    }

    [Fact]
    public void Repairs_a_norm_that_rounding_pushed_over_the_bound()
    {
        // 32768 / sqrt(3993) = 518.57: every coordinate rounds up.
        const int d = 3993;
        float[] update = [.. Enumerable.Range(0, d).Select(i => i % 2 == 0 ? 1f : -1f)];
        int[] result = Quantize(update, 1, 16);
        Norm(result).ShouldBeLessThan(BigInteger.One << 30);
        result.ShouldAllBe(i => Math.Abs(i) == 518 || Math.Abs(i) == 519);

        // Nothing more than needed is taken away: one unit back on any shortened coordinate breaks the bound.
        (Norm(result) + (2 * 518) + 1).ShouldBeGreaterThanOrEqualTo(BigInteger.One << 30);
    }

    [Fact]
    public void Every_finite_update_is_accepted_by_the_function()
    {
        Gen<(float[], double, int)> inputs =
            from d in Gen.Choose(1, 300)
            from magnitude in Gen.Choose(-20, 20)
            from equal in Gen.Elements(true, false)
            from values in Gen.Choose(-1000, 1000).ArrayOf(d)
            from clip in Gen.Elements(0.01, 1.0, 7.5)
            from bits in Gen.Elements(16, 32)
            select (values.Select(v => (float)((equal ? 1000 : v) * Math.Pow(2, magnitude))).ToArray(), clip, bits);
        Prop.ForAll(inputs.ToArbitrary(), input =>
        {
            (float[] update, double clip, int bits) = input;
            int[] result = Quantize(update, clip, bits);
            if (Norm(result) >= BigInteger.One << ((2 * bits) - 2)) return false;
            Released(result, bits).ShouldBe(result);

            double scale = Math.Pow(2, bits - 1);
            double norm = Math.Sqrt(update.Sum(x => (double)x * x));
            double factor = scale / Math.Max(norm, clip);
            return update.Zip(result).All(p => Math.Abs((p.First * factor) - p.Second) <= 1.5);
        }).QuickCheckThrowOnFailure();
    }

    // What both aggregators release of this one report, without noise, in the integers of the function.
    private static int[] Released(int[] measurement, int bits)
    {
        InProcessAggregators aggregators = new();
        FixedPointParameters function = new(measurement.Length, bits);
        IVdaf vdaf = function.Create();
        TaskId task = TaskId.Random();
        Collection collection = CollectAsync().GetAwaiter().GetResult();
        return Array.ConvertAll(vdaf.Unshard(collection.LeaderShare, collection.HelperShare, 1), i => (int)i);

        async Task<Collection> CollectAsync()
        {
            CoordinatorEndpoints coordinator = aggregators.Coordinator;
            SessionId session = await coordinator.CreateSessionAsync(new SessionParameters(function, DpStrategy.None, 1), default);
            await coordinator.StartRoundAsync(session, task, default);
            await aggregators.Leader.UploadAsync(Report.Create(task, vdaf, measurement), default);
            return await coordinator.Collector.CollectAsync(task, default);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Names_the_parameter_that_is_not_finite(float bad)
    {
        ParameterLayout layout = new([("conv1.weight", [3]), ("conv1.bias", [2])]);
        using Tensor update = tensor(new float[] { 1, 2, 3, bad, 5 });
        NonFiniteUpdateException e = Should.Throw<NonFiniteUpdateException>(
            () => UpdateQuantizer.Quantize(update, 1, new FixedPointParameters(5, 16).Create(), layout));
        e.Parameter.ShouldBe("conv1.bias");
        e.Index.ShouldBe(3);
        e.Message.ShouldContain("nothing was sent");
    }

    [Fact]
    public void The_largest_floats_are_clipped_like_any_other()
    {
        int[] result = Quantize([float.MaxValue, float.MaxValue, -float.MaxValue, 0], 1, 16);

        // 32768 / sqrt(3) = 18918.6; three times 18919 is over the bound, so two coordinates give one unit back.
        result.Select(Math.Abs).Order().ShouldBe([0, 18918, 18918, 18919]);
        result.Select(Math.Sign).ShouldBe([1, 1, -1, 0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_a_clip_norm_that_is_not_positive_and_finite(double clip) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Quantize([1, 2], clip, 16));

    [Theory]
    [InlineData(double.Epsilon)]
    [InlineData(1e-300)]
    [InlineData(1.0)]
    [InlineData(double.MaxValue)]
    public void A_zero_update_stays_zero_at_any_clip_norm(double clip) => Quantize([0, -0f, 0], clip, 32).ShouldBe([0, 0, 0]);

    [Fact]
    public void A_clip_norm_near_zero_clips_the_smallest_update()
    {
        int[] result = Quantize([float.Epsilon, -float.Epsilon], double.Epsilon, 16);

        // 32768 / sqrt(2) = 23170.5: both round up, and one gives the unit back.
        result.Select(Math.Abs).Order().ShouldBe([23170, 23170]);
        result.Select(Math.Sign).ShouldBe([1, -1]);
    }

    public static TheoryData<VdafParameters> LargeFunctions => new()
    {
        new FixedPointParameters(1_000_000, 32),
        PineParameters.ForBound(PineVariant.Pine128, 1_000_000, 1, 30),
        PineParameters.ForBound(PineVariant.Pine64, 1_000_000, 1, 24),
        PineParameters.ForBound(PineVariant.Pine64, 1_000_000, 1, 15),
    };

    [Theory]
    [MemberData(nameof(LargeFunctions))]
    public void A_million_coordinates_stay_within_the_bound_and_fill_it(VdafParameters parameters)
    {
        IVdaf vdaf = parameters.Create();
        float[] values = [.. Enumerable.Range(0, vdaf.Dimension).Select(i => (((i * 7919L) % 2001) - 1000) * 1e-3f)];
        foreach (float[] update in new[] { values, Enumerable.Repeat(1f, vdaf.Dimension).ToArray() })
        {
            using Tensor flat = tensor(update);
            BigInteger norm = Norm(UpdateQuantizer.Quantize(flat, 1, vdaf));
            norm.ShouldBeLessThanOrEqualTo((BigInteger)vdaf.MaxSquaredNorm);

            // Half a unit a coordinate, and half of that again for a lot that rounds to zero.
            double root = Math.Sqrt((double)norm);
            root.ShouldBeInRange(vdaf.Scale - (0.75 * Math.Sqrt(vdaf.Dimension)), vdaf.Scale);
        }
    }

    [Fact]
    public void Refuses_a_function_whose_bound_is_below_a_full_update()
    {
        IVdaf vdaf = PineParameters.ForBound(PineVariant.Pine64, 4, 0.5, 15).Create();
        using Tensor update = ones(4);
        Should.Throw<ArgumentException>(() => UpdateQuantizer.Quantize(update, 1, vdaf)).Message.ShouldContain("its norm bound must be at least 1");
    }

    [Fact]
    public void Refuses_other_shapes_and_types()
    {
        IVdaf vdaf = new FixedPointParameters(4, 16).Create();
        using Tensor matrix = zeros(2, 2);
        using Tensor shorter = zeros(3);
        using Tensor integers = zeros(4, dtype: ScalarType.Int64);
        foreach (Tensor wrong in new[] { matrix, shorter, integers })
            Should.Throw<ArgumentException>(() => UpdateQuantizer.Quantize(wrong, 1, vdaf));
    }

    [Fact]
    public void Takes_an_update_that_is_a_view_of_another_tensor()
    {
        using Tensor matrix = arange(12, dtype: ScalarType.Float32).reshape(4, 3);
        using Tensor column = matrix.select(1, 2);
        UpdateQuantizer.Quantize(column, 32, new FixedPointParameters(4, 16).Create()).ShouldBe(new[] { 2, 5, 8, 11 }.Select(x => x * 1024));
    }

    [Fact]
    public void Leaves_no_tensors_behind_and_the_update_as_it_was()
    {
        using Tensor update = ones(1000) * 0.1f;
        IVdaf vdaf = new FixedPointParameters(1000, 16).Create();
        TensorCount.ShouldNotLeak(() => UpdateQuantizer.Quantize(update, 1, vdaf));
        update.data<float>().ToArray().ShouldAllBe(x => x == 0.1f);
    }

    private static int[] Quantize(float[] update, double clip, int bits)
    {
        using Tensor flat = tensor(update);
        return UpdateQuantizer.Quantize(flat, clip, new FixedPointParameters(update.Length, bits).Create());
    }

    private static BigInteger Norm(int[] values) => values.Aggregate(BigInteger.Zero, (sum, v) => sum + ((BigInteger)v * v));
}
