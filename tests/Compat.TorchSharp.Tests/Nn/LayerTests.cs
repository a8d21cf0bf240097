using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchProvider.Tests.Nn;

public sealed class LayerTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Linear_multiplies_by_its_transposed_weight()
    {
        using Linear layer = Linear(2, 3);
        layer.weight.shape.ShouldBe([3, 2]);
        using (no_grad())
        {
            layer.weight.copy_(tensor(new float[] { 1, 2, 3, 4, 5, 6 }, 3, 2));
            layer.bias!.copy_(tensor(new float[] { 10, 20, 30 }));
        }

        layer.call(tensor(new float[] { 1, -1 }, 1, 2)).ShouldHold([1, 3], [9, 19, 29]);
        using Linear bare = Linear(2, 3, hasBias: false);
        bare.bias.ShouldBeNull();
        bare.parameters().Count().ShouldBe(1);
    }

    [Fact]
    public void Initial_weights_lie_within_their_bound()
    {
        manual_seed(1);
        using Conv2d layer = Conv2d(4, 8, 5);
        double bound = 1 / Math.Sqrt(4 * 5 * 5);
        layer.weight.shape.ShouldBe([8, 4, 5, 5]);
        layer.bias!.shape.ShouldBe([8]);
        layer.weight.abs().max().item<float>().ShouldBeInRange((float)(0.98 * bound), (float)bound);
        layer.bias!.abs().max().item<float>().ShouldBeLessThanOrEqualTo((float)bound);
    }

    /// <summary>Weight and bias come from the generator's stream in that order, as uniform numbers within the bound.</summary>
    [Fact]
    public void Weights_are_drawn_before_biases()
    {
        manual_seed(11);
        using Linear layer = Linear(16, 4);
        manual_seed(11);
        Tensor weight = empty(4, 16).uniform_(-0.25, 0.25);
        Tensor bias = empty(4).uniform_(-0.25, 0.25);
        layer.weight.allclose(weight).ShouldBeTrue();
        layer.bias!.allclose(bias).ShouldBeTrue();
    }

    [Fact]
    public void Convolution_takes_pairs_and_padding()
    {
        using Conv2d same = Conv2d(1, 2, (3, 5), padding: Padding.Same);
        same.call(zeros(1, 1, 6, 7)).shape.ShouldBe([1, 2, 6, 7]);
        using Conv2d strided = Conv2d(1, 2, 3, stride: 2, padding: 1);
        strided.call(zeros(1, 1, 6, 7)).shape.ShouldBe([1, 2, 3, 4]);
        strided.stride.ShouldBe([2, 2]);
        strided.kernel_size.ShouldBe([3, 3]);
    }

    [Fact]
    public void Batch_normalisation_uses_the_batch_in_training_and_its_averages_otherwise()
    {
        using BatchNorm2d layer = BatchNorm2d(1);
        Tensor x = tensor(new float[] { 1, 2, 3, 6 }, 1, 1, 2, 2);
        double deviation = Math.Sqrt(3.5 + 1e-5);
        layer.call(x).ShouldHold([1, 1, 2, 2], [-2 / deviation, -1 / deviation, 0, 3 / deviation], 1e-5);
        layer.running_mean!.ShouldHold([1], [0.3], 1e-6);
        layer.running_var!.ShouldHold([1], [0.9 + (0.1 * 14 / 3)], 1e-5);
        layer.num_batches_tracked!.item<long>().ShouldBe(1);
        layer.eval();
        double running = Math.Sqrt(0.9 + (0.1 * 14 / 3) + 1e-5);
        layer.call(x)[0, 0, 0, 0].item<float>().ShouldBe((float)(0.7 / running), 1e-5f);
        layer.num_batches_tracked!.item<long>().ShouldBe(1);
    }

    [Fact]
    public void Layers_without_parameters()
    {
        Tensor x = tensor(new float[] { -1, 2, -3, 4 }, 1, 1, 2, 2);
        ReLU().call(x).ShouldHold([1, 1, 2, 2], [0, 2, 0, 4]);
        MaxPool2d(2).call(x).ShouldHold([1, 1, 1, 1], [4]);
        Flatten().call(x).shape.ShouldBe([1, 4]);
        using Dropout dropout = Dropout(0.5);
        dropout.eval();
        dropout.call(x).Equals(x).ShouldBeTrue();
    }

    [Fact]
    public void Sequences_chain_their_modules()
    {
        using Sequential numbered = Sequential(Linear(4, 3), ReLU(), Linear(3, 2));
        numbered.named_parameters().Select(p => p.name).ShouldBe(["0.weight", "0.bias", "2.weight", "2.bias"]);
        numbered.Count.ShouldBe(3);
        using Sequential named = Sequential(("first", Linear(4, 3)), ("act", ReLU()));
        named.named_children().Select(c => c.name).ShouldBe(["first", "act"]);
        Tensor x = ones(1, 4);
        Tensor y = numbered.call(x);
        y.shape.ShouldBe([1, 2]);
        x.IsInvalid.ShouldBeFalse();
        Sequential().call(x).Equals(x).ShouldBeTrue();
    }
}
