namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Native.empty_like(this, new NativeOptions(dtype, device)).Finish(requires_grad);

        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Native.zeros_like(this, new NativeOptions(dtype, device)).Finish(requires_grad);

        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Native.ones_like(this, new NativeOptions(dtype, device)).Finish(requires_grad);

        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Native.full_like(this, value, new NativeOptions(dtype, device)).Finish(requires_grad);

        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Native.rand_like(this, new NativeOptions(dtype, device)).Finish(requires_grad);

        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Native.randn_like(this, new NativeOptions(dtype, device)).Finish(requires_grad);

        public Tensor new_zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            zeros(size, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_zeros(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            zeros(size, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            empty(size, dtype ?? this.dtype, device ?? this.device, requires_grad);

        /// <summary>The last step of a factory.</summary>
        internal Tensor Finish(bool requiresGrad, string[]? names = null)
        {
            if (names is not null)
                throw new NotSupportedException("Named dimensions.");
            return requiresGrad ? requires_grad_() : this;
        }
    }
}
