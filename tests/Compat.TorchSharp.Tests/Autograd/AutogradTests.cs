using TorchSharp;
using static TorchSharp.torch;

namespace TorchProvider.Tests.Autograd;

public sealed class AutogradTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Gradient_of_a_polynomial()
    {
        Tensor x = tensor(new double[] { 1, 2, -3 }, requires_grad: true);
        (x * x * x + 2 * x).sum().backward();
        x.grad!.ShouldHold([3], [5, 14, 29]);
    }

    [Fact]
    public void Gradients_add_up_until_they_are_cleared()
    {
        Tensor x = tensor(3.0, requires_grad: true);
        x.grad.ShouldBeNull();
        (2 * x).backward();
        (2 * x).backward();
        x.grad!.item<double>().ShouldBe(4);
        x.grad = null;
        x.grad.ShouldBeNull();
    }

    /// <summary>Central differences of step 1e-5 in double precision are good to about 1e-9 here.</summary>
    [Fact]
    public void Gradients_of_a_network_match_finite_differences()
    {
        manual_seed(7);
        Tensor weight = randn(2, 1, 3, 3, dtype: ScalarType.Float64, requires_grad: true);
        Tensor matrix = randn(3, 2 * 2 * 2, dtype: ScalarType.Float64, requires_grad: true);
        Tensor input = randn(2, 1, 6, 6, dtype: ScalarType.Float64);
        Tensor target = tensor(new long[] { 2, 0 });
        Loss().backward();
        foreach (Tensor leaf in new[] { weight, matrix })
        {
            double[] analytic = leaf.grad!.Values();
            using IDisposable quiet = no_grad();
            Tensor flat = leaf.view(-1);
            for (int i = 0; i < analytic.Length; i++)
            {
                double at = flat[i].item<double>();
                flat[i] = at + 1e-5;
                double above = Loss().item<double>();
                flat[i] = at - 1e-5;
                double below = Loss().item<double>();
                flat[i] = at;
                analytic[i].ShouldBe((above - below) / 2e-5, 1e-8);
            }
        }

        Tensor Loss()
        {
            Tensor hidden = nn.functional.max_pool2d(nn.functional.conv2d(input, weight).tanh(), 2, 2);
            return nn.functional.cross_entropy(nn.functional.linear(hidden.flatten(1), matrix), target);
        }
    }

    [Fact]
    public void Recording_can_be_switched()
    {
        Tensor x = ones(2, requires_grad: true);
        is_grad_enabled().ShouldBeTrue();
        using (no_grad())
        {
            is_grad_enabled().ShouldBeFalse();
            (x * 2).requires_grad.ShouldBeFalse();
            using (enable_grad())
                (x * 2).requires_grad.ShouldBeTrue();
            is_grad_enabled().ShouldBeFalse();
        }

        is_grad_enabled().ShouldBeTrue();
        using (inference_mode())
        {
            is_grad_enabled().ShouldBeFalse();
            (x * 2).requires_grad.ShouldBeFalse();
        }

        (x * 2).requires_grad.ShouldBeTrue();
    }

    [Fact]
    public void Detached_tensors_leave_the_graph()
    {
        Tensor x = ones(2, requires_grad: true);
        Tensor y = (x * 2).detach();
        y.requires_grad.ShouldBeFalse();
        y.add_(1);
        x.ShouldHold([2], [1, 1]);
        (x * 2).is_leaf.ShouldBeFalse();
    }

    [Fact]
    public void The_graph_is_kept_on_demand()
    {
        Tensor x = tensor(2.0, requires_grad: true);
        Tensor y = x * x;
        y.backward(retain_graph: true);
        y.backward();
        x.grad!.item<double>().ShouldBe(8);
        Should.Throw<System.Runtime.InteropServices.ExternalException>(() => y.backward());
    }

    [Fact]
    public void A_gradient_to_start_from_weights_the_result()
    {
        Tensor x = tensor(new double[] { 1, 2 }, requires_grad: true);
        (x * x).backward([tensor(new double[] { 1, 10 })]);
        x.grad!.ShouldHold([2], [2, 40]);
    }
}
