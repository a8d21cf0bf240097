using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchProvider.Tests.Nn;

public sealed class UtilityTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Parameters_become_a_vector_and_back()
    {
        using Linear layer = Linear(2, 3);
        Tensor vector = nn.utils.parameters_to_vector(layer.parameters());
        vector.ShouldHold([9], [.. layer.weight.Values(), .. layer.bias!.Values()]);
        nn.utils.vector_to_parameters(arange(9.0), layer.parameters());
        layer.weight.ShouldHold([3, 2], [0, 1, 2, 3, 4, 5]);
        layer.bias!.ShouldHold([3], [6, 7, 8]);
        layer.weight.requires_grad.ShouldBeTrue();
    }

    [Theory]
    [InlineData(1, 0.2)]
    [InlineData(10, 1)]
    public void Gradients_are_clipped_to_their_joint_norm(double bound, double factor)
    {
        var a = new Parameter(zeros(1));
        var b = new Parameter(zeros(1));
        a.grad = tensor(new float[] { 3 });
        b.grad = tensor(new float[] { 4 });
        nn.utils.clip_grad_norm_([a, b], bound).ShouldBe(5, 1e-5);
        a.grad!.ShouldHold([1], [3 * factor], 1e-5);
        b.grad!.ShouldHold([1], [4 * factor], 1e-5);
    }

    [Fact]
    public void Initialisers_fill_in_place()
    {
        Tensor t = empty(50, 40);
        init.zeros_(t).ShouldBeSameAs(t);
        t.abs().max().item<float>().ShouldBe(0);
        init.constant_(t, 2.5).sum().item<float>().ShouldBe(5000);
        init.ones_(t).sum().item<float>().ShouldBe(2000);
        manual_seed(1);
        init.uniform_(t, 2, 4).mean().item<float>().ShouldBe(3, 0.1f);
        init.normal_(t, 1, 3).std().item<float>().ShouldBe(3, 0.3f);
        double bound = Math.Sqrt(6.0 / 90);
        init.xavier_uniform_(t).abs().max().item<float>().ShouldBeInRange((float)(0.98 * bound), (float)bound);
        init.kaiming_uniform_(t).abs().max().item<float>().ShouldBeInRange((float)(0.98 * Math.Sqrt(6.0 / 40)), (float)Math.Sqrt(6.0 / 40));
    }

    [Fact]
    public void Fans_count_the_receptive_field()
    {
        init.CalculateFanInAndFanOut(zeros(8, 4, 3, 5)).ShouldBe((60, 120));
        init.CalculateFanInAndFanOut(zeros(8, 4)).ShouldBe((4, 8));
    }
}
