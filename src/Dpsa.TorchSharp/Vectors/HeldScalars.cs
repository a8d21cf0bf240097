using TorchSharp;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>
/// Tensor operations whose scalars live until libtorch is done with them. TorchSharp 0.107 hands a scalar's memory to libtorch and does not
/// keep the object, so that a collection during the call may free it: then the factor is garbage. Sums and differences of tensors
/// have such a scalar too, their factor of 1. The disposal behind each call here keeps it.
/// </summary>
internal static class HeldScalars
{
    /// <summary>The sum.</summary>
    public static Tensor Plus(this Tensor left, Tensor right)
    {
        using Scalar one = 1;
        return left.add(right, one);
    }

    /// <summary>The difference.</summary>
    public static Tensor Minus(this Tensor left, Tensor right)
    {
        using Scalar minus = -1;
        return left.add(right, minus);
    }

    /// <summary>The multiple.</summary>
    public static Tensor Times(this Tensor tensor, double factor)
    {
        using Scalar held = factor;
        return tensor.mul(held);
    }

    /// <summary>The multiple of integers.</summary>
    public static Tensor Times(this Tensor tensor, long factor)
    {
        using Scalar held = factor;
        return tensor.mul(held);
    }

    /// <summary>Values below <paramref name="least"/> become it.</summary>
    public static Tensor AtLeast(this Tensor tensor, double least)
    {
        using Scalar held = least;
        return tensor.clamp_min(held);
    }

    /// <summary>Values outside become the nearer end.</summary>
    public static Tensor Between(this Tensor tensor, long least, long most)
    {
        using Scalar low = least;
        using Scalar high = most;
        return tensor.clamp(low, high);
    }

    /// <summary>Where values are above.</summary>
    public static Tensor IsAbove(this Tensor tensor, long value)
    {
        using Scalar held = value;
        return tensor.gt(held);
    }

    /// <summary>Where values are below.</summary>
    public static Tensor IsBelow(this Tensor tensor, long value)
    {
        using Scalar held = value;
        return tensor.lt(held);
    }

    /// <summary>A tensor of the same shape, filled.</summary>
    public static Tensor FilledLike(this Tensor tensor, double value)
    {
        using Scalar held = value;
        return full_like(tensor, held);
    }

    /// <summary>Subtracts, in place, from the chosen elements along the first dimension.</summary>
    public static Tensor SubtractAt_(this Tensor tensor, Tensor chosen, Tensor step)
    {
        using Scalar minus = -1;
        return tensor.index_add_(0, chosen, step, minus);
    }
}
