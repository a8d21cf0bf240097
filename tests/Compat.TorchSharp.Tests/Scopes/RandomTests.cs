using TorchSharp;
using static TorchSharp.torch;

namespace TorchProvider.Tests.Scopes;

public sealed class RandomTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void The_seed_decides_every_draw()
    {
        double[] first = Draw();
        Draw().ShouldBe(first);
        manual_seed(2);
        randn(5).Values().ShouldNotBe(first[..5]);

        static double[] Draw()
        {
            manual_seed(1);
            return [.. randn(5).Values(), .. rand(5).Values(), .. randperm(6).Values(), .. randint(100, new long[] { 4 }).Values()];
        }
    }

    /// <summary>The first draws of the Mersenne twister under seed 0, which libtorch has kept since 1.0.</summary>
    [Fact]
    public void The_stream_is_that_of_libtorch()
    {
        manual_seed(0);
        rand(3).ShouldHold([3], [0.4962566, 0.7682218, 0.0884774], 1e-6);
        random.manual_seed(0);
        randn(3).ShouldHold([3], [1.5409961, -0.2934289, -2.1787894], 1e-6);
    }

    [Fact]
    public void A_generator_has_its_own_stream()
    {
        using var own = new Generator(17);
        using var same = new Generator(17);
        manual_seed(1);
        double[] global = rand(3).Values();
        manual_seed(1);
        double[] drawn = rand(3, generator: own).Values();
        rand(3).Values().ShouldBe(global);
        rand(3, generator: same).Values().ShouldBe(drawn);
        own.initial_seed().ShouldBe(17);
        Tensor state = own.get_state();
        double[] next = rand(3, generator: own).Values();
        own.set_state(state);
        rand(3, generator: own).Values().ShouldBe(next);
    }

    [Fact]
    public void Draws_lie_in_their_range()
    {
        manual_seed(3);
        double[] uniform = empty(1000).uniform_(2, 3).Values();
        uniform.ShouldAllBe(x => x >= 2 && x < 3);
        randint(5, 8, new long[] { 100 }).Values().ShouldAllBe(x => x == 5 || x == 6 || x == 7);
        randperm(10).Values().Order().ShouldBe(Enumerable.Range(0, 10).Select(i => (double)i));
    }
}
