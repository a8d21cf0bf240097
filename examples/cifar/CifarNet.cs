// The network of the reference's CIFAR-10 example.
//
//     input   3 x 32 x 32
//     conv1   6 filters 5 x 5, ReLU, max pool 2 x 2     456 parameters
//     conv2  16 filters 5 x 5, ReLU, max pool 2 x 2   2,416
//     fc1    400 -> 120, ReLU                        48,120
//     fc2    120 -> 84, ReLU                         10,164
//     fc3     84 -> 10                                  850
//                                                    62,006

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace Dpsa.Examples.Cifar;

/// <summary>Ten classes from 32 x 32 colour images: shape [n, 3, 32, 32] to logits [n, 10].</summary>
internal sealed class CifarNet : Module<Tensor, Tensor>
{
    private const int FlatFeatures = 16 * 5 * 5;

    // The names are the keys of the state dict.
#pragma warning disable IDE1006
    private readonly Conv2d conv1 = Conv2d(3, 6, 5);
    private readonly MaxPool2d pool = MaxPool2d(2, 2);
    private readonly Conv2d conv2 = Conv2d(6, 16, 5);
    private readonly Linear fc1 = Linear(FlatFeatures, 120);
    private readonly Linear fc2 = Linear(120, 84);
    private readonly Linear fc3 = Linear(84, 10);
#pragma warning restore IDE1006

    public CifarNet()
        : base(nameof(CifarNet)) => RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        Tensor x = pool.call(relu(conv1.call(input)));
        x = pool.call(relu(conv2.call(x)));
        x = x.view(-1, FlatFeatures);
        x = relu(fc1.call(x));
        x = relu(fc2.call(x));
        return fc3.call(x);
    }
}
