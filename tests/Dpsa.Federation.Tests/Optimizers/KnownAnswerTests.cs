namespace Dpsa.Federation.Tests;

/// <summary>Five steps of two coordinates, worked out with Python's floats.</summary>
public sealed class KnownAnswerTests
{
    private static readonly (double[] Sum, long Count)[] Rounds =
        [([3.0, -0.75], 3), ([1.5, 0.25], 2), ([-6.0, 0.0], 4), ([0.3, -1e-3], 1), ([2.25, 7.0], 3)];

    [Fact]
    public void FedAvg_adds_the_mean() => ShouldGo(
        new FedAvg(UpdateRule.Mean, 0.7),
        [[1.2f, -1.425f], [1.725f, -1.3375f], [0.675f, -1.3375f], [0.885f, -1.3382f], [1.41f, 0.29513335f]]);

    [Fact]
    public void FedAvg_adds_the_sum() => ShouldGo(
        new FedAvg(UpdateRule.Sum, 0.1),
        [[0.8f, -1.325f], [0.95f, -1.3000001f], [0.35f, -1.3000001f], [0.38f, -1.3001001f], [0.605f, -0.6001001f]]);

    [Fact]
    public void FedAvgM_keeps_a_velocity() => ShouldGo(
        new FedAvgM(0.5, 0.9),
        [[1f, -1.375f], [1.825f, -1.425f], [1.8175f, -1.4699999f], [1.96075f, -1.5109999f], [2.464675f, -0.38123325f]],
        [1.00785, 2.2595333333333336]);

    [Fact]
    public void FedAdagrad_adds_up_squares() => ShouldGo(
        new FedAdagrad(0.1, 0.3, 0.001),
        [[0.56993f, -1.3197205f], [0.628683f, -1.3072432f], [0.5862221f, -1.3035f], [0.5842565f, -1.3026266f], [0.6085389f, -1.2331219f]],
        [0.5133449999999999, 1.6340683333333332],
        [4.465001, 5.522571444444446]);

    [Fact]
    public void FedAdam_averages_squares() => ShouldGo(
        new FedAdam(0.1, 0.9, 0.99, 0.001),
        [
            [0.59900504f, -1.3460807f], [0.73037106f, -1.380735f], [0.7296042f, -1.4120756f], [0.74415183f, -1.440769f],
            [0.7921709f, -1.3450022f],
        ],
        [0.100785, 0.2259533333333333],
        [0.043633092965049934, 0.0551973870594944]);

    [Fact]
    public void FedYogi_moves_towards_squares() => ShouldGo(
        new FedYogi(0.1, 0.9, 0.99, 0.001),
        [[0.599005f, -1.34608f], [0.7299532f, -1.3806f], [0.7291889f, -1.411668f], [0.74361855f, -1.4399745f], [0.7910897f, -1.344233f]],
        [0.100785, 0.2259533333333333],
        [0.04465100000000004, 0.05522668444444451]);

    [Fact]
    public void FedAvg_leaves_the_model_where_the_sum_is_zero()
    {
        float[] global = [1, -2.5f, float.Epsilon, -float.MaxValue, 1e-30f, 0];
        foreach (UpdateRule rule in Enum.GetValues<UpdateRule>())
        {
            FedAvg optimizer = new(rule, 0.3);
            TestOptimizers.Bits(optimizer.Step(global, new double[6], 7, optimizer.Start(6)).Global).ShouldBe(TestOptimizers.Bits(global));
        }
    }

    private static void ShouldGo(IServerOptimizer optimizer, float[][] expected, params double[][] moments)
    {
        float[] global = [0.5f, -1.25f];
        OptimizerState state = optimizer.Start(2);
        for (int i = 0; i < Rounds.Length; i++)
        {
            (global, state) = optimizer.Step(global, Rounds[i].Sum, Rounds[i].Count, state);
            global.ShouldBe(expected[i]);
        }

        state.Moments.Select(m => m.Values.ToArray()).ShouldBe(moments);
    }
}
