using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchProvider.Tests.Nn;

public sealed class FunctionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    /// <summary>
    /// A 3x3 image under a 2x2 kernel, by hand: 1*1 + 2*0 + 4*0 + 5*-1 = -4, and so on, plus the bias.
    /// </summary>
    [Fact]
    public void Convolution_of_one_channel()
    {
        Tensor image = tensor(new float[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 }, 1, 1, 3, 3);
        Tensor kernel = tensor(new float[] { 1, 0, 0, -1 }, 1, 1, 2, 2);
        Tensor bias = tensor(new float[] { 0.5f });
        functional.conv2d(image, kernel, bias).ShouldHold([1, 1, 2, 2], [-3.5, -3.5, -3.5, -3.5]);
        functional.conv2d(image, kernel, strides: [2, 2], padding: [1, 1]).ShouldHold([1, 1, 2, 2], [-1, -3, -7, -4]);
    }

    [Fact]
    public void Convolution_adds_over_its_input_channels()
    {
        manual_seed(3);
        Tensor x = randn(2, 3, 5, 4, dtype: ScalarType.Float64);
        Tensor w = randn(2, 3, 3, 2, dtype: ScalarType.Float64);
        Tensor y = functional.conv2d(x, w);
        y.shape.ShouldBe([2, 2, 3, 3]);
        for (int n = 0; n < 2; n++)
        for (int o = 0; o < 2; o++)
        for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
        {
            double expected = 0;
            for (int c = 0; c < 3; c++)
            for (int a = 0; a < 3; a++)
            for (int b = 0; b < 2; b++)
                expected += x[n, c, i + a, j + b].item<double>() * w[o, c, a, b].item<double>();
            y[n, o, i, j].item<double>().ShouldBe(expected, 1e-12);
        }
    }

    [Fact]
    public void Pooling()
    {
        Tensor image = arange(16).to(ScalarType.Float32).reshape(1, 1, 4, 4);
        functional.max_pool2d(image, 2).ShouldHold([1, 1, 2, 2], [5, 7, 13, 15]);
        functional.avg_pool2d(image, 2).ShouldHold([1, 1, 2, 2], [2.5, 4.5, 10.5, 12.5]);
        functional.adaptive_avg_pool2d(image, 1).ShouldHold([1, 1, 1, 1], [7.5]);
    }

    [Fact]
    public void Softmax_and_its_logarithm()
    {
        double[] logits = [1, 2, 4];
        double total = logits.Sum(Math.Exp);
        Tensor x = tensor(logits).unsqueeze(0);
        functional.softmax(x, 1).ShouldHold([1, 3], [.. logits.Select(z => Math.Exp(z) / total)], 1e-12);
        functional.log_softmax(x, 1).ShouldHold([1, 3], [.. logits.Select(z => z - Math.Log(total))], 1e-12);
    }

    [Fact]
    public void Cross_entropy_is_the_negative_log_likelihood_of_the_target()
    {
        double[][] logits = [[0.5, -1, 2], [3, 0, -2]];
        long[] target = [2, 1];
        double[] losses = [.. logits.Select((z, i) => Math.Log(z.Sum(Math.Exp)) - z[target[i]])];
        Tensor x = tensor(logits.SelectMany(z => z).ToArray(), [2, 3]);
        Tensor y = tensor(target);
        functional.cross_entropy(x, y).item<double>().ShouldBe(losses.Average(), 1e-12);
        functional.cross_entropy(x, y, reduction: Reduction.Sum).item<double>().ShouldBe(losses.Sum(), 1e-12);
        functional.cross_entropy(x, y, reduction: Reduction.None).ShouldHold([2], losses, 1e-12);
        functional.nll_loss(functional.log_softmax(x, 1), y).item<double>().ShouldBe(losses.Average(), 1e-12);
        CrossEntropyLoss().call(x, y).item<double>().ShouldBe(losses.Average(), 1e-12);
        functional.cross_entropy(x, tensor(new long[] { 2, -100 })).item<double>().ShouldBe(losses[0], 1e-12);
    }

    [Fact]
    public void Squared_error()
    {
        functional.mse_loss(tensor(new double[] { 1, 2 }), tensor(new double[] { 3, 5 })).item<double>().ShouldBe(6.5);
    }

    /// <summary>The number kept of 10,000 has standard deviation 43; a fixed seed makes the test repeatable.</summary>
    [Fact]
    public void Dropout_zeroes_and_rescales_in_training_only()
    {
        manual_seed(5);
        Tensor x = ones(10000);
        double[] dropped = functional.dropout(x, 0.25).Values();
        dropped.Distinct().Order().ToArray().ShouldBe([0, 4.0 / 3], 1e-6);
        dropped.Count(v => v != 0).ShouldBeInRange(7300, 7700);
        functional.dropout(x, 0.25, training: false).Equals(x).ShouldBeTrue();
    }
}
