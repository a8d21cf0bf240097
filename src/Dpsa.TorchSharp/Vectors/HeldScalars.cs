using TorchSharp;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>
/// Tensor operations whose scalars live until libtorch is done with them. TorchSharp 0.107 hands a scalar's memory to libtorch and does not
/// keep the object, so that a collection during the call may free it: then the factor is garbage. Sums and differences of tensors
/// have such a scalar too, their factor of 1.
/// </summary>
internal static class HeldScalars
{
    /// <summary>Runs an operation, and keeps its scalar meanwhile.</summary>
    public static Tensor With(Scalar scalar, Func<Scalar, Tensor> operation)
    {
        using (scalar) return operation(scalar);
    }

    /// <summary>The sum.</summary>
    public static Tensor Plus(this Tensor left, Tensor right) => With(1, one => left.add(right, one));

    /// <summary>The difference.</summary>
    public static Tensor Minus(this Tensor left, Tensor right) => With(-1, minus => left.add(right, minus));
}
