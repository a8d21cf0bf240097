namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Native.eq(this, target);

        public Tensor eq(Scalar target) => Native.eq_scalar(this, target);

        public Tensor eq_(Tensor target) => Native.eq_(this, target).Then(this);

        public Tensor eq_(Scalar target) => Native.eq_scalar_(this, target).Then(this);

        public Tensor equal(Tensor target) => eq(target);

        public Tensor ne(Tensor target) => Native.ne(this, target);

        public Tensor ne(Scalar target) => Native.ne_scalar(this, target);

        public Tensor ne_(Tensor target) => Native.ne_(this, target).Then(this);

        public Tensor ne_(Scalar target) => Native.ne_scalar_(this, target).Then(this);

        public Tensor not_equal(Tensor target) => ne(target);

        public Tensor lt(Tensor target) => Native.lt(this, target);

        public Tensor lt(Scalar target) => Native.lt_scalar(this, target);

        public Tensor less(Tensor target) => lt(target);

        public Tensor le(Tensor target) => Native.le(this, target);

        public Tensor le(Scalar target) => Native.le_scalar(this, target);

        public Tensor gt(Tensor target) => Native.gt(this, target);

        public Tensor gt(Scalar target) => Native.gt_scalar(this, target);

        public Tensor greater(Tensor target) => gt(target);

        public Tensor ge(Tensor target) => Native.ge(this, target);

        public Tensor ge(Scalar target) => Native.ge_scalar(this, target);

        public bool allclose(Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false)
        {
            Native.allclose(this, target, rtol, atol, equal_nan, out int close).Check();
            return close != 0;
        }

        public Tensor isclose(Tensor other, double rtol = 1E-05, double atol = 1E-08, bool nanEqual = false) =>
            Native.isclose(this, other, rtol, atol, nanEqual);

        public Tensor logical_and(Tensor other) => Native.logical_and(this, other);

        public Tensor logical_or(Tensor other) => Native.logical_or(this, other);

        public Tensor logical_xor(Tensor other) => Native.logical_xor(this, other);

        public Tensor bitwise_and(Tensor other) => Native.bitwise_and(this, other);

        public Tensor bitwise_or(Tensor other) => Native.bitwise_or(this, other);

        public Tensor where(Tensor condition, Tensor y) => Native.where(condition, this, y);
    }
}
