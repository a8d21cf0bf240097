using Dpsa.Federation;
using TorchSharp;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp.Tests;

public sealed class ProximalTermTests
{
    [Fact]
    public void Value_and_gradient_are_those_of_plain_arithmetic()
    {
        const float Mu = 0.375f;
        float[] received = [1, -2, 0.5f];
        float[] moved = [1.25f, -2.3f, 0.5f];
        using Loose module = new(tensor(received), tensor(new float[,] { { 4 }, { 5 } }));
        using ProximalTerm term = new(module, Mu);
        Tensor[] parameters = [.. module.parameters()];
        Set(parameters[0], moved);
        Set(parameters[1], [4.5f, 5.0f]);

        using Tensor loss = term.Loss();
        double expected = Mu / 2.0 * (received.Zip(moved, (a, b) => Math.Pow((double)b - a, 2)).Sum() + 0.25);
        loss.dtype.ShouldBe(ScalarType.Float32);
        loss.dim().ShouldBe(0);
        ((double)loss.item<float>()).ShouldBe(expected, 1e-7);

        loss.backward();
        Gradient(parameters[0]).ShouldBe([.. received.Zip(moved, (a, b) => Mu * (b - a))]);
        Gradient(parameters[1]).ShouldBe([Mu * 0.5f, 0]);
    }

    [Fact]
    public void At_the_start_it_is_zero_and_pulls_nowhere()
    {
        using TwoLayers module = new();
        using ProximalTerm term = new(module, 7);
        using Tensor loss = term.Loss();
        loss.item<float>().ShouldBe(0);
        loss.backward();
        module.parameters().SelectMany(Gradient).ShouldAllBe(g => g == 0);
    }

    [Fact]
    public void It_adds_to_the_gradient_of_the_loss()
    {
        using Loose module = new(tensor([2.0f]));
        Tensor w = module.parameters().Single();
        using ProximalTerm term = new(module, 0.5);
        Set(w, [3]);
        using Tensor own = (w * w).sum();
        using Tensor proximal = term.Loss();
        using Tensor loss = own + proximal;
        loss.backward();
        Gradient(w).ShouldBe([6.5f]);
    }

    [Fact]
    public void Frozen_parameters_and_buffers_are_left_out()
    {
        using Loose module = new(tensor([1.0f]), tensor([1.0f]));
        Tensor[] parameters = [.. module.parameters()];
        parameters[1].requires_grad = false;
        using ProximalTerm term = new(module, 2);
        foreach (Tensor parameter in parameters) Set(parameter, [4]);
        using (Tensor loss = term.Loss()) loss.item<float>().ShouldBe(9);

        using Normalised normalised = new();
        using ProximalTerm other = new(normalised, 2);
        using (no_grad())
            foreach ((_, Tensor buffer) in normalised.named_buffers()) buffer.fill_(3);
        using Tensor none = other.Loss();
        none.item<float>().ShouldBe(0);
    }

    [Theory]
    [InlineData(Tie.Layers, 12)]
    [InlineData(Tie.Weights, 15)]
    [InlineData(Tie.None, 24)]
    public void Tied_parameters_count_once(Tie tie, int elements)
    {
        using Pair module = new(tie);
        using ProximalTerm term = new(module, 2);
        using (no_grad())
        {
            foreach (Tensor parameter in module.parameters().DistinctBy(p => p.Handle)) parameter.add_(1);
        }

        using Tensor loss = term.Loss();
        loss.item<float>().ShouldBe(elements, 1e-4f);
    }

    [Fact]
    public void Types_are_mixed_without_loss_of_range_or_precision()
    {
        using Loose module = new(
            tensor([1.0]), zeros(4, dtype: ScalarType.Float16), zeros(1, dtype: ScalarType.BFloat16), tensor([0.0f]));
        using ProximalTerm term = new(module, 1);
        Tensor[] parameters = [.. module.parameters()];
        using (no_grad())
        {
            parameters[0].add_(1e-12);
            parameters[1].fill_(300); // its square is beyond float16
            parameters[2].fill_(2);
        }

        using Tensor loss = term.Loss();
        loss.dtype.ShouldBe(ScalarType.Float64);
        loss.item<double>().ShouldBe((4 * 90_000 + 4) / 2.0, 1e-9);
        loss.backward();
        parameters[0].grad!.item<double>().ShouldBe((1 + 1e-12) - 1);
        parameters[1].grad!.dtype.ShouldBe(ScalarType.Float16);
        parameters[1].grad!.to(ScalarType.Float32).data<float>().ToArray().ShouldBe([300, 300, 300, 300]);

        using Loose narrow = new(zeros(2, dtype: ScalarType.Float16));
        using ProximalTerm narrowTerm = new(narrow, 1);
        using Tensor narrowLoss = narrowTerm.Loss();
        narrowLoss.dtype.ShouldBe(ScalarType.Float32);
    }

    [Fact]
    public void Survives_the_scope_in_which_it_was_made_and_leaves_no_tensors_behind()
    {
        using TwoLayers module = new();
        TensorCount.ShouldNotLeak(() =>
        {
            ProximalTerm term;
            using (NewDisposeScope()) term = new ProximalTerm(module, 0.1);
            for (int i = 0; i < 3; i++)
            {
                using Tensor loss = term.Loss();
                loss.backward();
            }

            term.Dispose();
            term.Dispose();
            Should.Throw<ObjectDisposedException>(term.Loss);
            Should.Throw<ArgumentOutOfRangeException>(() => new ProximalTerm(module, -1));
        });
    }

    [Theory]
    [InlineData(-1e-9)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e39)]
    public void Refuses_a_weight_that_is_none(double mu)
    {
        using Loose module = new(tensor([1.0f]));
        Should.Throw<ArgumentOutOfRangeException>(() => new ProximalTerm(module, mu)).Message.ShouldContain("mu is between 0 and 3.4");
    }

    [Fact]
    public void Says_so_where_the_parameters_are_gone()
    {
        Loose module = new(tensor([1.0f]));
        using ProximalTerm term = new(module, 1);
        module.Dispose();
        Should.Throw<InvalidOperationException>(term.Loss).Message.ShouldContain("parameters");
    }

    [Fact]
    public void A_large_weight_keeps_the_updates_of_clients_that_disagree_small()
    {
        // Each step of descent leaves 1 - 0.05 * (2 + mu) of the distance to the minimum.
        foreach (double mu in new double[] { 0, 1, 9 })
            Drift(mu).ShouldBe(2 / (2 + mu) * (1 - Math.Pow(1 - (0.05 * (2 + mu)), 50)), 1e-5);
    }

    // Two clients pull the model towards +1 and -1 by 50 steps of gradient descent each. Without the term a client arrives; with it
    // the minimum lies at 2 / (2 + mu) of the way. The largest distance that a client goes in three rounds of averaging.
    private static double Drift(double mu)
    {
        FedAvg average = new();
        float[] global = [0, 0];
        OptimizerState state = average.Start(2);
        double drift = 0;
        for (int round = 0; round < 3; round++)
        {
            double[] sum = new double[2];
            foreach (float goal in new[] { 1f, -1f })
            {
                using Loose module = new(zeros(2));
                ParameterLayout layout = ParameterVector.LayoutOf(module);
                ParameterVector.LoadValues(module, layout, global);
                using ProximalTerm term = new(module, mu);
                using optim.Optimizer sgd = optim.SGD(module.parameters(), 0.05);
                for (int step = 0; step < 50; step++)
                {
                    using DisposeScope scope = NewDisposeScope();
                    sgd.zero_grad();
                    Tensor away = module.parameters().Single() - goal;
                    ((away * away).sum() + term.Loss()).backward();
                    sgd.step();
                }

                float[] trained = ParameterVector.Values(module, BufferPolicy.Refuse);
                for (int i = 0; i < 2; i++) sum[i] += trained[i] - global[i];
                drift = Math.Max(drift, Math.Abs(trained[0] - global[0]));
            }

            (global, state) = average.Step(global, sum, 2, state);
        }

        return drift;
    }

    private static void Set(Tensor parameter, float[] values)
    {
        using IDisposable grad = no_grad();
        using Tensor given = tensor(values);
        using Tensor shaped = given.reshape(parameter.shape);
        parameter.copy_(shaped);
    }

    private static float[] Gradient(Tensor parameter)
    {
        using Tensor gradient = parameter.grad!.detach().cpu();
        return gradient.data<float>().ToArray();
    }
}
