using TorchSharp;
using static TorchSharp.torch;

namespace TorchProvider.Tests.Tensors;

public sealed class DataTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Accessors_read_and_write_the_tensor()
    {
        Tensor t = tensor(new float[] { 1, 2, 3, 4 }, 2, 2);
        var data = t.data<float>();
        data.Count.ShouldBe(4);
        data.ToArray().ShouldBe([1, 2, 3, 4]);
        data[1, 0].ShouldBe(3);
        data[1, 0] = 9;
        t.ShouldHold([2, 2], [1, 2, 9, 4]);
        var copy = new float[5];
        data.CopyTo(copy, 1);
        copy.ShouldBe([0, 1, 2, 9, 4]);
        data.ShouldBe([1f, 2f, 9f, 4f]);
    }

    [Fact]
    public void Accessors_follow_strides()
    {
        Tensor t = arange(6).reshape(2, 3).t();
        t.data<long>().ToArray().ShouldBe([0, 3, 1, 4, 2, 5]);
        t.data<long>()[2, 1].ShouldBe(5);
    }

    [Fact]
    public void Bytes_reinterpret()
    {
        Tensor t = zeros(2);
        t.bytes = new byte[] { 0, 0, 128, 63, 0, 0, 0, 192 };
        t.ShouldHold([2], [1, -2]);
        t.bytes.ToArray().ShouldBe(new byte[] { 0, 0, 128, 63, 0, 0, 0, 192 });
    }

    [Fact]
    public void Item_does_not_convert()
    {
        tensor(2.5f).item<float>().ShouldBe(2.5f);
        tensor(7L).item<long>().ShouldBe(7);
        tensor(true).item<bool>().ShouldBeTrue();
        Should.Throw<ArgumentException>(() => tensor(2.5f).item<long>()).Message.ShouldBe("Int64 is not compatible with Float32");
        Should.Throw<ArgumentException>(() => tensor(2.5f).data<long>());
        Should.Throw<ArgumentException>(() => zeros(2).item<float>()).Message.ShouldBe("Number of elements in the tensor must be 1");
    }

    [Fact]
    public void Conversions_to_numbers_do_convert()
    {
        tensor(2.75f).ToDouble().ShouldBe(2.75);
        tensor(3L).ToInt32().ShouldBe(3);
        ((float)tensor(1.5)).ShouldBe(1.5f);
        tensor(3L).ToScalar().ToInt64().ShouldBe(3);
    }

    [Fact]
    public void A_disposed_tensor_says_so()
    {
        Tensor t = zeros(2);
        t.Dispose();
        t.IsInvalid.ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => t + 1).Message.ShouldBe("Tensor invalid -- empty handle.");
        t.Dispose();
    }

    [Fact]
    public void Cuda_without_a_device_throws()
    {
        if (cuda.is_available())
        {
            zeros(2).cuda().is_cuda.ShouldBeTrue();
            return;
        }

        cuda.device_count().ShouldBe(0);
        Should.Throw<InvalidOperationException>(() => zeros(2).cuda());
    }

    [Fact]
    public void Devices_are_named()
    {
        device("cuda:1").index.ShouldBe(1);
        device("cuda:1").type.ShouldBe(DeviceType.CUDA);
        device("cuda:1").ToString().ShouldBe("cuda:1");
        CPU.ToString().ShouldBe("cpu");
        Device implicitly = "cpu";
        implicitly.type.ShouldBe(DeviceType.CPU);
    }

    [Fact]
    public void Thread_counts_can_be_set()
    {
        int before = get_num_threads();
        set_num_threads(1);
        get_num_threads().ShouldBe(1);
        set_num_threads(before);
        get_num_threads().ShouldBe(before);
    }
}
