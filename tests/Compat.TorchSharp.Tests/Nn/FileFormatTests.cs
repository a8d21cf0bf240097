using System.Text;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchProvider.Tests.Nn;

public sealed class FileFormatTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void A_network_of_62006_parameters_has_the_documented_head_and_length()
    {
        using var network = new ConvolutionalNetwork();
        network.parameters().Sum(p => p.NumberOfElements).ShouldBe(62_006);
        byte[] file = Saved(network);
        file.Length.ShouldBe(248_173);
        file.AsSpan(0, 20).ToArray().ShouldBe(
            [0x0A, 0x0C, .. Encoding.UTF8.GetBytes("conv1.weight"), 0x06, 0x04, 0x06, 0x03, 0x05, 0x05]);
        BitConverter.ToSingle(file, 20).ShouldBe(network.state_dict()["conv1.weight"][0, 0, 0, 0].item<float>());
    }

    [Fact]
    public void Numbers_of_more_than_seven_bits_take_more_bytes()
    {
        using Module<Tensor, Tensor> layer = Linear(300, 1, hasBias: false);
        byte[] file = Saved(layer);
        file.AsSpan(0, 13).ToArray().ShouldBe([0x01, 0x06, .. "weight"u8, 0x06, 0x02, 0x01, 0xAC, 0x02]);
        file.Length.ShouldBe(13 + (4 * 300));
    }

    [Fact]
    public void Saving_and_loading_restores_every_entry()
    {
        using Module<Tensor, Tensor> source = Sequential(Conv2d(1, 2, 3), BatchNorm2d(2), Flatten(), Linear(8, 3));
        using Module<Tensor, Tensor> target = Sequential(Conv2d(1, 2, 3), BatchNorm2d(2), Flatten(), Linear(8, 3));
        source.call(randn(2, 1, 4, 4));
        target.load(new MemoryStream(Saved(source)));
        foreach ((string key, Tensor value) in source.state_dict())
            target.state_dict()[key].Equals(value).ShouldBeTrue(key);
    }

    [Fact]
    public void Files_on_disk()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using Module<Tensor, Tensor> source = Linear(2, 2);
            using Module<Tensor, Tensor> target = Linear(2, 2);
            source.save(path).ShouldBeSameAs(source);
            target.load(path).ShouldBeSameAs(target);
            target.state_dict()["weight"].Equals(source.state_dict()["weight"]).ShouldBeTrue();
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Saving_closes_the_stream()
    {
        using Module<Tensor, Tensor> layer = Linear(2, 2);
        var stream = new MemoryStream();
        layer.save(stream);
        stream.CanWrite.ShouldBeFalse();
    }

    [Fact]
    public void Another_architecture_is_refused()
    {
        using Module<Tensor, Tensor> layer = Linear(2, 2);
        using Module<Tensor, Tensor> bare = Linear(2, 2, hasBias: false);
        using Module<Tensor, Tensor> larger = Linear(2, 3);
        byte[] file = Saved(layer);
        Should.Throw<ArgumentException>(() => bare.load(new MemoryStream(file)));
        Should.Throw<ArgumentException>(() => larger.load(new MemoryStream(file)));
        bare.load(new MemoryStream(file), strict: false);
        bare.state_dict()["weight"].Equals(layer.state_dict()["weight"]).ShouldBeTrue();
    }

    [ProviderFact("what its reader does at the end of the file is not documented")]
    public void A_truncated_file_is_refused()
    {
        using Module<Tensor, Tensor> layer = Linear(2, 2);
        byte[] file = Saved(layer);
        Should.Throw<EndOfStreamException>(() => layer.load(new MemoryStream(file[..^1])));
    }

    private static byte[] Saved(Module module)
    {
        var stream = new MemoryStream();
        module.save(stream);
        return stream.ToArray();
    }

    private sealed class ConvolutionalNetwork : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> conv1 = Conv2d(3, 6, 5);
        private readonly Module<Tensor, Tensor> conv2 = Conv2d(6, 16, 5);
        private readonly Module<Tensor, Tensor> fc1 = Linear(400, 120);
        private readonly Module<Tensor, Tensor> fc2 = Linear(120, 84);
        private readonly Module<Tensor, Tensor> fc3 = Linear(84, 10);

        public ConvolutionalNetwork()
            : base(nameof(ConvolutionalNetwork)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            Tensor x = functional.max_pool2d(functional.relu(conv1.call(input)), 2);
            x = functional.max_pool2d(functional.relu(conv2.call(x)), 2).flatten(1);
            return fc3.call(functional.relu(fc2.call(functional.relu(fc1.call(x)))));
        }
    }
}
