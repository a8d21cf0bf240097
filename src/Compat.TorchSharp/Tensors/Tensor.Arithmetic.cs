namespace TorchSharp;

public static partial class torch
{
    public enum RoundingMode
    {
        None,
        trunc,
        floor,
    }

    public partial class Tensor
    {
        public Tensor add(Tensor target) => Native.add(this, target, NativeScalar.One);

        public Tensor add(Tensor target, Scalar alpha) => Native.add(this, target, alpha);

        public Tensor add(Scalar scalar) => Native.add_scalar(this, scalar, NativeScalar.One);

        public Tensor add(Scalar scalar, Scalar alpha) => Native.add_scalar(this, scalar, alpha);

        public Tensor add_(Tensor target) => Native.add_(this, target, NativeScalar.One).Then(this);

        public Tensor add_(Tensor target, Scalar alpha) => Native.add_(this, target, alpha).Then(this);

        public Tensor add_(Scalar scalar) => Native.add_scalar_(this, scalar, NativeScalar.One).Then(this);

        public Tensor add_(Scalar scalar, Scalar alpha) => Native.add_scalar_(this, scalar, alpha).Then(this);

        public Tensor sub(Tensor target) => Native.sub(this, target);

        public Tensor sub(Scalar target) => Native.sub_scalar(this, target);

        public Tensor sub_(Tensor target) => Native.sub_(this, target).Then(this);

        public Tensor sub_(Scalar target) => Native.sub_scalar_(this, target).Then(this);

        public Tensor subtract(Tensor target) => sub(target);

        public Tensor subtract(Scalar target) => sub(target);

        public Tensor mul(Tensor target) => Native.mul(this, target);

        public Tensor mul(Scalar target) => Native.mul_scalar(this, target);

        public Tensor mul_(Tensor target) => Native.mul_(this, target).Then(this);

        public Tensor mul_(Scalar target) => Native.mul_scalar_(this, target).Then(this);

        public Tensor multiply(Tensor target) => mul(target);

        public Tensor multiply(Scalar target) => mul(target);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Native.div(this, target, (int)rounding_mode);

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Native.div_scalar(this, target, (int)rounding_mode);

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            Native.div_(this, target, (int)rounding_mode).Then(this);

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Native.div_scalar_(this, target, (int)rounding_mode).Then(this);

        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor remainder(Tensor target) => Native.remainder(this, target);

        public Tensor remainder(Scalar scalar) => Native.remainder_scalar(this, scalar);

        public Tensor fmod(Tensor target) => Native.fmod(this, target);

        public Tensor fmod(Scalar scalar) => Native.fmod_scalar(this, scalar);

        public Tensor fmod_(Tensor target) => Native.fmod_(this, target).Then(this);

        public Tensor fmod_(Scalar scalar) => Native.fmod_scalar_(this, scalar).Then(this);

        public Tensor pow(Tensor exponent) => Native.pow(this, exponent);

        public Tensor pow(Scalar exponent) => Native.pow_scalar(this, exponent);

        public Tensor pow_(Tensor exponent) => Native.pow_(this, exponent).Then(this);

        public Tensor pow_(Scalar exponent) => Native.pow_scalar_(this, exponent).Then(this);

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Native.addcmul(this, tensor1, tensor2, value);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Native.addcmul_(this, tensor1, tensor2, value).Then(this);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Native.addcdiv(this, tensor1, tensor2, NativeScalar.One);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Native.addcdiv(this, tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => Native.addcdiv_(this, tensor1, tensor2, NativeScalar.One).Then(this);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Native.addcdiv_(this, tensor1, tensor2, value).Then(this);

        public Tensor lerp(Tensor end, Tensor weight) => Native.lerp(this, end, weight);

        public Tensor maximum(Tensor other) => Native.maximum(this, other);

        public Tensor minimum(Tensor other) => Native.minimum(this, other);

        public Tensor mm(Tensor target) => Native.mm(this, target);

        public Tensor bmm(Tensor batch2) => Native.bmm(this, batch2);

        public Tensor mv(Tensor target) => Native.mv(this, target);

        public Tensor dot(Tensor target) => Native.dot(this, target);

        public Tensor outer(Tensor vec2) => Native.outer(this, vec2);

        public Tensor matmul(Tensor target) => Native.matmul(this, target);

        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1f, float alpha = 1f) => Native.addmm(this, mat1, mat2, beta, alpha);

        public Tensor trace() => Native.trace(this);

        public Tensor diag(long diagonal = 0) => Native.diag(this, diagonal);

        public Tensor tril(long diagonal = 0) => Native.tril(this, diagonal);

        public Tensor triu(long diagonal = 0) => Native.triu(this, diagonal);
    }
}
