// Each operator has exact overloads beside Scalar's, so that a plain number needs no object.
namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public static Tensor operator +(Tensor left, Tensor right) => Native.add(left, right, NativeScalar.One);

        public static Tensor operator +(Tensor left, Scalar right) => Native.add_scalar(left, right, NativeScalar.One);

        public static Tensor operator +(Tensor left, int right) => Native.add_scalar(left, (long)right, NativeScalar.One);

        public static Tensor operator +(Tensor left, long right) => Native.add_scalar(left, right, NativeScalar.One);

        public static Tensor operator +(Tensor left, float right) => Native.add_scalar(left, (double)right, NativeScalar.One);

        public static Tensor operator +(Tensor left, double right) => Native.add_scalar(left, right, NativeScalar.One);

        public static Tensor operator +(Scalar left, Tensor right) => Native.add_scalar(right, left, NativeScalar.One);

        public static Tensor operator +(int left, Tensor right) => Native.add_scalar(right, (long)left, NativeScalar.One);

        public static Tensor operator +(long left, Tensor right) => Native.add_scalar(right, left, NativeScalar.One);

        public static Tensor operator +(float left, Tensor right) => Native.add_scalar(right, (double)left, NativeScalar.One);

        public static Tensor operator +(double left, Tensor right) => Native.add_scalar(right, left, NativeScalar.One);

        public static Tensor operator -(Tensor left, Tensor right) => Native.sub(left, right);

        public static Tensor operator -(Tensor left, Scalar right) => Native.sub_scalar(left, right);

        public static Tensor operator -(Tensor left, int right) => Native.sub_scalar(left, (long)right);

        public static Tensor operator -(Tensor left, long right) => Native.sub_scalar(left, right);

        public static Tensor operator -(Tensor left, float right) => Native.sub_scalar(left, (double)right);

        public static Tensor operator -(Tensor left, double right) => Native.sub_scalar(left, right);

        public static Tensor operator -(Scalar left, Tensor right) => Native.rsub_scalar(right, left);

        public static Tensor operator -(int left, Tensor right) => Native.rsub_scalar(right, (long)left);

        public static Tensor operator -(long left, Tensor right) => Native.rsub_scalar(right, left);

        public static Tensor operator -(float left, Tensor right) => Native.rsub_scalar(right, (double)left);

        public static Tensor operator -(double left, Tensor right) => Native.rsub_scalar(right, left);

        public static Tensor operator *(Tensor left, Tensor right) => Native.mul(left, right);

        public static Tensor operator *(Tensor left, Scalar right) => Native.mul_scalar(left, right);

        public static Tensor operator *(Tensor left, int right) => Native.mul_scalar(left, (long)right);

        public static Tensor operator *(Tensor left, long right) => Native.mul_scalar(left, right);

        public static Tensor operator *(Tensor left, float right) => Native.mul_scalar(left, (double)right);

        public static Tensor operator *(Tensor left, double right) => Native.mul_scalar(left, right);

        public static Tensor operator *(Scalar left, Tensor right) => Native.mul_scalar(right, left);

        public static Tensor operator *(int left, Tensor right) => Native.mul_scalar(right, (long)left);

        public static Tensor operator *(long left, Tensor right) => Native.mul_scalar(right, left);

        public static Tensor operator *(float left, Tensor right) => Native.mul_scalar(right, (double)left);

        public static Tensor operator *(double left, Tensor right) => Native.mul_scalar(right, left);

        public static Tensor operator /(Tensor left, Tensor right) => Native.div(left, right, 0);

        public static Tensor operator /(Tensor left, Scalar right) => Native.div_scalar(left, right, 0);

        public static Tensor operator /(Tensor left, int right) => Native.div_scalar(left, (long)right, 0);

        public static Tensor operator /(Tensor left, long right) => Native.div_scalar(left, right, 0);

        public static Tensor operator /(Tensor left, float right) => Native.div_scalar(left, (double)right, 0);

        public static Tensor operator /(Tensor left, double right) => Native.div_scalar(left, right, 0);

        public static Tensor operator /(Scalar left, Tensor right) => Native.rdiv_scalar(right, left);

        public static Tensor operator /(int left, Tensor right) => Native.rdiv_scalar(right, (long)left);

        public static Tensor operator /(long left, Tensor right) => Native.rdiv_scalar(right, left);

        public static Tensor operator /(float left, Tensor right) => Native.rdiv_scalar(right, (double)left);

        public static Tensor operator /(double left, Tensor right) => Native.rdiv_scalar(right, left);

        public static Tensor operator %(Tensor left, Tensor right) => Native.remainder(left, right);

        public static Tensor operator %(Tensor left, Scalar right) => Native.remainder_scalar(left, right);

        public static Tensor operator %(Tensor left, int right) => Native.remainder_scalar(left, (long)right);

        public static Tensor operator %(Tensor left, long right) => Native.remainder_scalar(left, right);

        public static Tensor operator %(Tensor left, float right) => Native.remainder_scalar(left, (double)right);

        public static Tensor operator %(Tensor left, double right) => Native.remainder_scalar(left, right);

        public static Tensor operator -(Tensor tensor) => Native.neg(tensor);

        public static Tensor operator ~(Tensor left) => Native.bitwise_not(left);

        public static Tensor operator &(Tensor left, Tensor right) => Native.bitwise_and(left, right);

        public static Tensor operator |(Tensor left, Tensor right) => Native.bitwise_or(left, right);

        public static Tensor operator ^(Tensor left, Tensor right) => Native.bitwise_xor(left, right);
    }
}
