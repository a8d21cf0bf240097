namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Native.abs(this);

        public Tensor abs_() => Native.abs_(this).Then(this);

        public Tensor ceil() => Native.ceil(this);

        public Tensor ceil_() => Native.ceil_(this).Then(this);

        public Tensor floor() => Native.floor(this);

        public Tensor floor_() => Native.floor_(this).Then(this);

        public Tensor trunc() => Native.trunc(this);

        public Tensor trunc_() => Native.trunc_(this).Then(this);

        public Tensor round(long decimals = 0) => Native.round(this, decimals);

        public Tensor round_(long decimals = 0) => Native.round_(this, decimals).Then(this);

        public Tensor neg() => Native.neg(this);

        public Tensor neg_() => Native.neg_(this).Then(this);

        public Tensor negative() => neg();

        public Tensor exp() => Native.exp(this);

        public Tensor exp_() => Native.exp_(this).Then(this);

        public Tensor log() => Native.log(this);

        public Tensor log_() => Native.log_(this).Then(this);

        public Tensor log1p() => Native.log1p(this);

        public Tensor log2() => Native.log2(this);

        public Tensor sqrt() => Native.sqrt(this);

        public Tensor sqrt_() => Native.sqrt_(this).Then(this);

        public Tensor rsqrt() => Native.rsqrt(this);

        public Tensor square() => Native.square(this);

        public Tensor sin() => Native.sin(this);

        public Tensor cos() => Native.cos(this);

        public Tensor tanh() => Native.tanh(this);

        public Tensor sigmoid() => Native.sigmoid(this);

        public Tensor relu() => Native.relu(this);

        public Tensor relu_() => Native.relu_(this).Then(this);

        public Tensor sign() => Native.sign(this);

        public Tensor frac() => Native.frac(this);

        public Tensor isfinite() => Native.isfinite(this);

        public Tensor isinf() => Native.isinf(this);

        public Tensor isnan() => Native.isnan(this);

        public Tensor logical_not() => Native.logical_not(this);

        public Tensor zero_() => Native.zero_(this).Then(this);

        public Tensor fill_(Scalar value) => Native.fill_(this, value).Then(this);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Native.clamp(this, min, max);

        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Native.clamp_tensor(this, min, max);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Native.clamp_(this, min, max).Then(this);

        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Native.clamp_tensor_(this, min, max).Then(this);

        public Tensor clamp_max(Scalar max) => Native.clamp(this, NativeScalar.None, max);

        public Tensor clamp_min(Scalar min) => Native.clamp(this, min, NativeScalar.None);

        public Tensor clip(Scalar? min = null, Scalar? max = null) => Native.clamp(this, min, max);

        public unsafe Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null)
        {
            double high = posinf ?? 0;
            double low = neginf ?? 0;
            return Native.nan_to_num(this, nan, posinf is null ? null : &high, neginf is null ? null : &low);
        }

        public Tensor softmax(long dim, ScalarType? dtype = null) => Native.softmax(this, dim, Native.Type(dtype));

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Native.log_softmax(this, dim, Native.Type(dtype));
    }
}
