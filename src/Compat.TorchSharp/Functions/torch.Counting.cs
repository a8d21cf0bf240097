namespace TorchSharp;

public static partial class torch
{
    public static Tensor argwhere(Tensor input) => Native.argwhere(input);

    public static Tensor bincount(Tensor input, Tensor? weights = null, long minlength = 0) => Native.bincount(input, weights, minlength);

    public static Tensor floor_divide(Tensor input, Tensor other) => Native.floor_divide(input, other);

    public static Tensor logsumexp(Tensor input, long dim, bool keepdim = false) => Native.logsumexp(input, dim, keepdim);
}
