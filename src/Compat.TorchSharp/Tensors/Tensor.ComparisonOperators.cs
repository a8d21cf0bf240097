namespace TorchSharp;

public static partial class torch
{
    // Comparisons are element by element and yield tensors.
    public partial class Tensor
    {
        public static Tensor operator ==(Tensor left, Tensor right) => Native.eq(left, right);

        public static Tensor operator ==(Tensor left, Scalar right) => Native.eq_scalar(left, right);

        public static Tensor operator ==(Scalar left, Tensor right) => Native.eq_scalar(right, left);

        public static Tensor operator !=(Tensor left, Tensor right) => Native.ne(left, right);

        public static Tensor operator !=(Tensor left, Scalar right) => Native.ne_scalar(left, right);

        public static Tensor operator !=(Scalar left, Tensor right) => Native.ne_scalar(right, left);

        public static Tensor operator <(Tensor left, Tensor right) => Native.lt(left, right);

        public static Tensor operator <(Tensor left, Scalar right) => Native.lt_scalar(left, right);

        public static Tensor operator <(Scalar left, Tensor right) => Native.gt_scalar(right, left);

        public static Tensor operator <=(Tensor left, Tensor right) => Native.le(left, right);

        public static Tensor operator <=(Tensor left, Scalar right) => Native.le_scalar(left, right);

        public static Tensor operator <=(Scalar left, Tensor right) => Native.ge_scalar(right, left);

        public static Tensor operator >(Tensor left, Tensor right) => Native.gt(left, right);

        public static Tensor operator >(Tensor left, Scalar right) => Native.gt_scalar(left, right);

        public static Tensor operator >(Scalar left, Tensor right) => Native.lt_scalar(right, left);

        public static Tensor operator >=(Tensor left, Tensor right) => Native.ge(left, right);

        public static Tensor operator >=(Tensor left, Scalar right) => Native.ge_scalar(left, right);

        public static Tensor operator >=(Scalar left, Tensor right) => Native.le_scalar(right, left);
    }
}
