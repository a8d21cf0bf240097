using FsCheck;
using FsCheck.Fluent;

namespace Dpsa.Federation.Tests;

/// <summary>What holds for every server optimiser.</summary>
public sealed class ServerOptimizerTests
{
    public static TheoryData<string> Names => TestOptimizers.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Moves_each_coordinate_as_the_papers_formulas_do_to_the_last_bit(string name)
    {
        (IServerOptimizer optimizer, PlainOptimizers.Trajectory plain) = TestOptimizers.All[name];
        (double[] Sum, long Count)[] rounds = TestOptimizers.Rounds(1, 50, 20);
        float[] start = TestOptimizers.Start(1, 50);
        for (int steps = 0; steps <= rounds.Length; steps++)
        {
            (float[] global, OptimizerState state) = TestOptimizers.Run(optimizer, start, optimizer.Start(50), rounds[..steps]);
            state.Steps.ShouldBe(steps);
            float[] expected =
                [.. start.Select((x, i) => plain(x, [.. rounds[..steps].Select(r => (r.Sum[i], r.Count))]))];
            TestOptimizers.Bits(global).ShouldBe(TestOptimizers.Bits(expected));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Coordinates_do_not_know_of_each_other(string name)
    {
        IServerOptimizer optimizer = TestOptimizers.All[name].Optimizer;
        Prop.ForAll(Cases(), c =>
        {
            (double[] Sum, long Count)[] rounds = TestOptimizers.Rounds(c.Seed, c.Dimension, 5);
            float[] start = TestOptimizers.Start(c.Seed, c.Dimension);
            int[] together = TestOptimizers.Bits(TestOptimizers.Run(optimizer, start, optimizer.Start(c.Dimension), rounds).Global);
            return Enumerable.Range(0, c.Dimension).All(i => together[i] == TestOptimizers.Bits(TestOptimizers.Run(
                optimizer, [start[i]], optimizer.Start(1), rounds.Select(r => (new[] { r.Sum[i] }, r.Count))).Global)[0]);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_that_was_saved_and_restored_goes_on_with_the_same_bits(string name)
    {
        IServerOptimizer optimizer = TestOptimizers.All[name].Optimizer;
        Prop.ForAll(Cases(), c =>
        {
            (double[] Sum, long Count)[] rounds = TestOptimizers.Rounds(c.Seed, c.Dimension, 9);
            float[] start = TestOptimizers.Start(c.Seed, c.Dimension);
            (float[] whole, OptimizerState end) = TestOptimizers.Run(optimizer, start, optimizer.Start(c.Dimension), rounds);

            int pause = (int)(c.Seed % 10);
            (float[] half, OptimizerState middle) = TestOptimizers.Run(optimizer, start, optimizer.Start(c.Dimension), rounds[..pause]);
            using MemoryStream file = new();
            middle.Write(file);
            file.Position = 0;
            (float[] resumed, OptimizerState again) = TestOptimizers.Run(optimizer, half, OptimizerState.Read(file), rounds[pause..]);
            return TestOptimizers.Bits(whole).SequenceEqual(TestOptimizers.Bits(resumed)) && end.Equals(again);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_leaves_what_it_was_given(string name)
    {
        IServerOptimizer optimizer = TestOptimizers.All[name].Optimizer;
        (double[] Sum, long Count)[] rounds = TestOptimizers.Rounds(7, 10, 2);
        (float[] global, OptimizerState state) =
            TestOptimizers.Run(optimizer, TestOptimizers.Start(7, 10), optimizer.Start(10), rounds[..1]);
        float[] globalBefore = [.. global];
        double[] sumBefore = [.. rounds[1].Sum];
        OptimizerState stateBefore = new(state.Algorithm, state.Dimension, state.Steps, state.Moments);

        (float[] first, OptimizerState firstState) = optimizer.Step(global, rounds[1].Sum, rounds[1].Count, state);
        global.ShouldBe(globalBefore);
        rounds[1].Sum.ShouldBe(sumBefore);
        state.ShouldBe(stateBefore);
        (float[] second, OptimizerState secondState) = optimizer.Step(global, rounds[1].Sum, rounds[1].Count, state);
        TestOptimizers.Bits(second).ShouldBe(TestOptimizers.Bits(first));
        secondState.ShouldBe(firstState);
        firstState.ShouldNotBe(state);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Finds_the_minimum_of_a_noisy_quadratic(string name)
    {
        // Eight clients pull each of 20 coordinates a tenth of the way to its minimum; the sum is off by up to 0.4, as by noise.
        IServerOptimizer optimizer = TestOptimizers.All[name].Optimizer;
        double[] minimum = [.. TestOptimizers.Numbers(5).Take(20)];
        using IEnumerator<double> noise = TestOptimizers.Numbers(6).GetEnumerator();
        float[] global = [.. minimum.Select(x => (float)(x > 0 ? x - 2 : x + 2))];
        OptimizerState state = optimizer.Start(20);
        for (int round = 0; round < 600; round++)
        {
            double[] sum = [.. minimum.Zip(global, (a, b) => (8 * 0.1 * (a - b)) + (0.4 * (noise.MoveNext() ? noise.Current : 0)))];
            (global, state) = optimizer.Step(global, sum, 8, state);
        }

        minimum.Zip(global, (a, b) => Math.Abs(a - b)).Average().ShouldBeLessThan(0.25);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_arguments_that_do_not_fit(string name)
    {
        IServerOptimizer optimizer = TestOptimizers.All[name].Optimizer;
        OptimizerState state = optimizer.Start(3);
        Should.Throw<ArgumentOutOfRangeException>(() => optimizer.Start(0)).Message.ShouldContain("between 1 and");
        Should.Throw<ArgumentException>(() => optimizer.Step(new float[3], new double[2], 1, state))
            .Message.ShouldContain("2 values, the global vector 3");
        Should.Throw<ArgumentException>(() => optimizer.Step(new float[4], new double[4], 1, state))
            .Message.ShouldContain("3 coordinates, the global vector has 4");
        Should.Throw<ArgumentException>(() => optimizer.Step(new float[3], new double[3], 0, state))
            .Message.ShouldContain("at least 1 report");
        Should.Throw<ArgumentNullException>(() => optimizer.Step(new float[3], new double[3], 1, null!));
        IEnumerable<OptimizerState> states = TestOptimizers.All.Values.Select(o => o.Optimizer.Start(3));
        foreach (OptimizerState other in states.Where(s => s.Algorithm != state.Algorithm))
        {
            Should.Throw<ArgumentException>(() => optimizer.Step(new float[3], new double[3], 1, other))
                .Message.ShouldContain($"one of {other.Algorithm} (");
        }

        OptimizerState crafted = new(state.Algorithm, 3, 0, [.. state.Moments, ("x", new double[3])]);
        Should.Throw<ArgumentException>(() => optimizer.Step(new float[3], new double[3], 1, crafted)).Message.ShouldContain("x)");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_not_finite_shows_in_the_vector(string name)
    {
        IServerOptimizer optimizer = TestOptimizers.All[name].Optimizer;
        foreach (double wrong in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, -double.MaxValue })
        {
            (float[] global, _) = optimizer.Step([1, 2, 3], [0, wrong, 0.5], 1, optimizer.Start(3));
            global.Select(float.IsFinite).ShouldBe([true, false, true]);
        }
    }

    [Fact]
    public void Descriptions_tell_all_hyperparameters_apart()
    {
        IServerOptimizer[] different =
        [
            new FedAvg(), new FedAvg(UpdateRule.Sum), new FedAvg(learningRate: 0.5),
            new FedAvgM(), new FedAvgM(0.5), new FedAvgM(momentum: 0.5),
            new FedAdagrad(), new FedAdagrad(0.5), new FedAdagrad(beta1: 0.5), new FedAdagrad(tau: 0.5),
            new FedAdam(), new FedAdam(0.5), new FedAdam(beta1: 0.5), new FedAdam(beta2: 0.5), new FedAdam(tau: 0.5),
            new FedAdam(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(0.5) + 1)),
            new FedYogi(), new FedYogi(0.5), new FedYogi(beta1: 0.5), new FedYogi(beta2: 0.5), new FedYogi(tau: 0.5),
        ];
        different.Select(o => o.Description).Distinct().Count().ShouldBe(different.Length);
        different.ShouldAllBe(o => !o.Description.Contains('\n') && o.Description.Length > 10);
        new FedAdam().Description.ShouldBe("FedAdam learning-rate=0.01 beta1=0.9 beta2=0.99 tau=0.001");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_factors_out_of_range_where_they_are_set(double wrong)
    {
        Func<object>[] learningRates =
        [
            () => new FedAvg(learningRate: wrong), () => new FedAvgM(wrong), () => new FedAdagrad(wrong), () => new FedAdam(wrong),
            () => new FedYogi(wrong),
        ];
        Func<object>[] taus = [() => new FedAdagrad(tau: wrong), () => new FedAdam(tau: wrong), () => new FedYogi(tau: wrong)];
        foreach (Func<object> create in learningRates)
            Should.Throw<ArgumentOutOfRangeException>(create).Message.ShouldContain("learningRate is between 2^-60 and 2^60");
        foreach (Func<object> create in taus)
            Should.Throw<ArgumentOutOfRangeException>(create).Message.ShouldContain("tau is between");
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Refuses_decay_rates_out_of_range_where_they_are_set(double wrong)
    {
        Func<object>[] rates =
        [
            () => new FedAvgM(momentum: wrong), () => new FedAdagrad(beta1: wrong), () => new FedAdam(beta1: wrong),
            () => new FedAdam(beta2: wrong), () => new FedYogi(beta1: wrong), () => new FedYogi(beta2: wrong),
        ];
        foreach (Func<object> create in rates)
            Should.Throw<ArgumentOutOfRangeException>(create).Message.ShouldContain("is at least 0 and below 1");
        Should.Throw<ArgumentOutOfRangeException>(() => new FedAvg((UpdateRule)2)).Message.ShouldContain("Sum or Mean");
    }

    private static Arbitrary<(uint Seed, int Dimension)> Cases() => (
        from seed in Gen.Choose(1, int.MaxValue)
        from dimension in Gen.Choose(1, 12)
        select ((uint)seed, dimension)).ToArbitrary();
}
