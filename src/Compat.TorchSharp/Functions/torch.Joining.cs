namespace TorchSharp;

public static partial class torch
{
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => cat(NewTensor.Elements(tensors), dim);

    public static Tensor cat(Tensor[] tensors, long dim = 0) => cat((ReadOnlySpan<Tensor>)tensors, dim);

    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0)
    {
        Tensor[] kept = tensors.ToArray();
        Tensor joined = Native.cat(TensorHandles.Of(kept), kept.Length, dim);
        GC.KeepAlive(kept);
        return joined;
    }

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0)
    {
        Tensor[] kept = [.. tensors];
        Tensor joined = Native.stack(TensorHandles.Of(kept), kept.Length, dim);
        GC.KeepAlive(kept);
        return joined;
    }

    public static Tensor hstack(params Tensor[] tensors)
    {
        Tensor joined = Native.hstack(TensorHandles.Of(tensors), tensors.Length);
        GC.KeepAlive(tensors);
        return joined;
    }

    public static Tensor vstack(Tensor[] tensors)
    {
        Tensor joined = Native.vstack(TensorHandles.Of(tensors), tensors.Length);
        GC.KeepAlive(tensors);
        return joined;
    }

    public static Tensor[] where(Tensor condition)
    {
        Native.where_indices(condition, out nint parts, out long count).Check();
        return Native.TakeAll(parts, count);
    }

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Native.where(condition, x, y);
}
