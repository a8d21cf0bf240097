namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public long ndim => Native.ndim(this);

        public long Dimensions => ndim;

        public long NumberOfElements => Native.numel(this);

        public long ElementSize => Native.element_size(this);

        public ScalarType dtype => (ScalarType)Native.dtype(this);

        public DeviceType device_type => (DeviceType)Native.device_type(this);

        public int device_index => Native.device_index(this);

        public Device device => new(device_type, device_index);

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_sparse => Native.is_sparse(this) != 0;

        public unsafe long[] shape
        {
            get
            {
                var sizes = new long[ndim];
                fixed (long* target = sizes)
                    Native.sizes(this, target).Check();
                return sizes;
            }
        }

        public long dim() => ndim;

        public long numel() => NumberOfElements;

        public long element_size() => ElementSize;

        public long[] size() => shape;

        public long size(int dim) => At(shape, dim);

        public unsafe long[] stride()
        {
            var strides = new long[ndim];
            fixed (long* target = strides)
                Native.strides(this, target).Check();
            return strides;
        }

        public long stride(int dim) => At(stride(), dim);

        public long storage_offset()
        {
            Native.storage_offset(this, out long offset).Check();
            return offset;
        }

        public bool is_contiguous() => Native.is_contiguous(this) != 0;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public override string ToString() => TensorText.Metadata(this);

        public bool Equals(Tensor target)
        {
            if (target is null)
                return false;
            Native.equal(this, target, out int same).Check();
            return same != 0;
        }

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

        private static long At(long[] lengths, int dim)
        {
            int at = dim < 0 ? dim + lengths.Length : dim;
            return (uint)at < (uint)lengths.Length
                ? lengths[at]
                : throw new ArgumentOutOfRangeException(nameof(dim), dim, $"the tensor has {lengths.Length} dimensions");
        }
    }
}
