using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchProvider.Tests.Optim;

/// <summary>Minimises 0.5 * sum(c * p^2), whose gradient is c * p, beside the same steps in plain arithmetic.</summary>
public sealed class OptimizerTests : IDisposable
{
    private static readonly double[] Curvature = [1, 0.5, 3];
    private static readonly double[] Start = [1, -2, 0.5];

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(0, 0, 0, false)]
    [InlineData(0.9, 0, 0, false)]
    [InlineData(0.9, 0.3, 0.01, false)]
    [InlineData(0.9, 0, 0.1, true)]
    public void Stochastic_gradient_descent_takes_the_textbook_steps(double momentum, double dampening, double decay, bool nesterov)
    {
        double[] p = [.. Start];
        double[]? buffer = null;
        var parameter = new Parameter(tensor(Start));
        using SGD optimizer = SGD([parameter], 0.1, momentum, dampening, decay, nesterov);
        for (int step = 0; step < 5; step++)
        {
            double[] g = [.. p.Select((x, i) => (Curvature[i] * x) + (decay * x))];
            if (momentum != 0)
            {
                buffer = buffer is null ? [.. g] : [.. buffer.Select((b, i) => (momentum * b) + ((1 - dampening) * g[i]))];
                g = nesterov ? [.. g.Select((x, i) => x + (momentum * buffer[i]))] : buffer;
            }

            p = [.. p.Select((x, i) => x - (0.1 * g[i]))];
            Descend(parameter, optimizer);
            parameter.ShouldHold([3], p, 1e-12);
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.1, false)]
    [InlineData(0, true)]
    public void Adam_takes_the_textbook_steps(double decay, bool amsgrad)
    {
        double[] p = [.. Start];
        double[] m = new double[3], v = new double[3], largest = new double[3];
        var parameter = new Parameter(tensor(Start));
        using Adam optimizer = Adam([parameter], 0.05, weight_decay: decay, amsgrad: amsgrad);
        for (int step = 1; step <= 5; step++)
        {
            for (int i = 0; i < 3; i++)
            {
                double g = (Curvature[i] + decay) * p[i];
                m[i] = (0.9 * m[i]) + (0.1 * g);
                v[i] = (0.999 * v[i]) + (0.001 * g * g);
                largest[i] = Math.Max(largest[i], v[i]);
                double second = (amsgrad ? largest[i] : v[i]) / (1 - Math.Pow(0.999, step));
                p[i] -= 0.05 * m[i] / (1 - Math.Pow(0.9, step)) / (Math.Sqrt(second) + 1e-8);
            }

            Descend(parameter, optimizer);
            parameter.ShouldHold([3], p, 1e-12);
        }
    }

    [Fact]
    public void Zeroing_keeps_the_gradient_tensors()
    {
        var parameter = new Parameter(tensor(Start));
        using SGD optimizer = SGD([parameter], 0.1);
        parameter.sum().backward();
        optimizer.zero_grad();
        parameter.grad.ShouldNotBeNull().ShouldHold([3], [0, 0, 0]);
    }

    [Fact]
    public void Parameters_without_gradient_stay()
    {
        var parameter = new Parameter(tensor(Start));
        using SGD optimizer = SGD([parameter], 0.1, momentum: 0.9);
        optimizer.step();
        parameter.ShouldHold([3], Start);
    }

    [Fact]
    public void The_learning_rate_can_change()
    {
        var parameter = new Parameter(tensor(Start));
        using SGD optimizer = SGD([parameter], 0.1);
        foreach (ILearningRateController group in optimizer.ParamGroups)
        {
            group.LearningRate.ShouldBe(0.1);
            group.LearningRate = 1;
        }

        Descend(parameter, optimizer);
        parameter.ShouldHold([3], [.. Start.Select((x, i) => x - (Curvature[i] * x))], 1e-12);
    }

    [Fact]
    public void Groups_have_their_own_options()
    {
        var slow = new Parameter(tensor(Start));
        var fast = new Parameter(tensor(Start));
        using SGD optimizer = SGD([new SGD.ParamGroup([slow], lr: 0.1), new SGD.ParamGroup([fast], lr: 0.2)], 1);
        (slow.sum() + fast.sum()).backward();
        optimizer.step();
        slow.ShouldHold([3], [.. Start.Select(x => x - 0.1)], 1e-12);
        fast.ShouldHold([3], [.. Start.Select(x => x - 0.2)], 1e-12);
        optimizer.parameters().Count().ShouldBe(2);
    }

    [Fact]
    public void A_step_leaves_no_tensors_behind()
    {
        var parameter = new Parameter(tensor(Start));
        using SGD optimizer = SGD([parameter], 0.1, momentum: 0.9);
        Descend(parameter, optimizer);
        long live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Descend(parameter, optimizer);
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.ShouldBe(live);
    }

    [Fact]
    public void Training_lowers_the_loss_and_repeats_with_its_seed()
    {
        double[] first = Train();
        first[^1].ShouldBeLessThan(0.2 * first[0]);
        Train().ShouldBe(first);

        static double[] Train()
        {
            manual_seed(42);
            using DisposeScope scope = NewDisposeScope();
            using var network = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 2));
            using Adam optimizer = Adam(network.parameters(), 0.05);
            Tensor x = randn(64, 2);
            Tensor y = (x.prod(1) > 0).to(ScalarType.Int64);
            var losses = new double[60];
            for (int i = 0; i < losses.Length; i++)
            {
                optimizer.zero_grad();
                Tensor loss = nn.functional.cross_entropy(network.call(x), y);
                loss.backward();
                optimizer.step();
                losses[i] = loss.item<float>();
            }

            return losses;
        }
    }

    private static void Descend(Parameter parameter, Optimizer optimizer)
    {
        using DisposeScope scope = NewDisposeScope();
        optimizer.zero_grad();
        (0.5 * tensor(Curvature) * parameter * parameter).sum().backward();
        optimizer.step();
    }
}
