namespace Dpsa.Federation.Tests;

public sealed class ServerOptimizersTests
{
    [Fact]
    public void Every_name_creates_its_optimiser_in_any_case_with_the_defaults()
    {
        Dictionary<string, IServerOptimizer> expected = new()
        {
            ["FedAvg"] = new FedAvg(),
            ["FedAvgM"] = new FedAvgM(),
            ["FedAdagrad"] = new FedAdagrad(),
            ["FedAdam"] = new FedAdam(),
            ["FedYogi"] = new FedYogi(),
        };
        ServerOptimizers.Names.ShouldBe(expected.Keys);
        foreach ((string name, IServerOptimizer optimizer) in expected)
        {
            ServerOptimizers.Create(name).Description.ShouldBe(optimizer.Description);
            ServerOptimizers.Create(name.ToUpperInvariant()).Description.ShouldBe(optimizer.Description);
            ServerOptimizers.Create(name.ToLowerInvariant(), 0.125, UpdateRule.Mean).Description.ShouldContain(" learning-rate=0.125");
            ServerOptimizers.Create(name).Start(1).Algorithm.ShouldBe(name);
        }
    }

    [Fact]
    public void Only_FedAvg_adds_sums()
    {
        ServerOptimizers.Create("fedavg", 2, UpdateRule.Sum).Description.ShouldBe(new FedAvg(UpdateRule.Sum, 2).Description);
        foreach (string name in ServerOptimizers.Names.Skip(1))
            Should.Throw<ArgumentOutOfRangeException>(() => ServerOptimizers.Create(name, rule: UpdateRule.Sum))
                .Message.ShouldContain("only FedAvg");
        Should.Throw<ArgumentOutOfRangeException>(() => ServerOptimizers.Create("fedavg", rule: (UpdateRule)5));
        Should.Throw<ArgumentOutOfRangeException>(() => ServerOptimizers.Create("fedadam", 0)).Message.ShouldContain("learningRate");
    }

    [Theory]
    [InlineData("krum")]
    [InlineData("Multi-Krum")]
    [InlineData("multi_krum")]
    [InlineData("bulyan")]
    [InlineData("median")]
    [InlineData("FedMedian")]
    [InlineData("trimmed-mean")]
    [InlineData("FedTrimmedAvg")]
    [InlineData("fedavg-weighted")]
    [InlineData("qfedavg")]
    [InlineData("q-FedAvg")]
    public void What_needs_single_updates_is_refused_with_the_reason(string name)
    {
        string message = Should.Throw<ArgumentException>(() => ServerOptimizers.Create(name)).Message;
        message.ShouldStartWith(name + " ");
        message.ShouldContain("nobody sees a single client's update");
        message.ShouldContain("norm bound");
    }

    [Fact]
    public void Other_names_are_told_the_known_ones() =>
        Should.Throw<ArgumentException>(() => ServerOptimizers.Create("adamw"))
            .Message.ShouldContain("no server optimiser adamw; there are FedAvg, FedAvgM, FedAdagrad, FedAdam, FedYogi.");
}
