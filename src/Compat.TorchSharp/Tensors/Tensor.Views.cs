namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor T => Native.numpy_T(this);

        public Tensor mT => Native.mT(this);

        public Tensor alias() => Native.alias(this);

        public Tensor clone() => Native.clone(this);

        public Tensor contiguous() => Native.contiguous(this);

        public Tensor reshape(params long[] shape) => Native.reshape(this, shape, shape.Length);

        public Tensor view(params long[] shape) => Native.view(this, shape, shape.Length);

        public Tensor view_as(Tensor other) => view(other.shape);

        public Tensor expand(params long[] sizes) => Native.expand(this, sizes, sizes.Length, false);

        public Tensor expand(long[] sizes, bool isImplicit = false) => Native.expand(this, sizes, sizes.Length, isImplicit);

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Native.expand(this, sizes, sizes.Length, isImplicit);

        public Tensor expand_as(Tensor other) => expand(other.shape);

        public Tensor permute(params long[] permutation) => Native.permute(this, permutation, permutation.Length);

        public Tensor flip(params long[] dims) => Native.flip(this, dims, dims.Length);

        public Tensor repeat(params long[] sizes) => Native.repeat(this, sizes, sizes.Length);

        public Tensor tile(long[] reps) => Native.tile(this, reps, reps.Length);

        public Tensor roll(long shifts, long? dims = null) =>
            Native.roll(this, [shifts], 1, dims is { } dim ? [dim] : default(ReadOnlySpan<long>), dims is null ? 0 : 1);

        public Tensor roll(long[] shifts, long[] dims) => Native.roll(this, shifts, shifts.Length, dims, dims.Length);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Native.flatten(this, start_dim, end_dim);

        public Tensor unflatten(long dim, params long[] sizes) => Native.unflatten(this, dim, sizes, sizes.Length);

        public Tensor narrow(long dim, long start, long length) => Native.narrow(this, dim, start, length);

        public Tensor select(long dim, long index) => Native.select(this, dim, index);

        public Tensor slice(long dim, long start, long finish, long step) => Native.slice(this, dim, start, finish, step);

        public Tensor squeeze(long? dim = null) => dim is { } at ? Native.squeeze_dim(this, at) : Native.squeeze(this);

        public Tensor squeeze_(long? dim = null) =>
            (dim is { } at ? Native.squeeze_dim_(this, at) : Native.squeeze_(this)).Then(this);

        public Tensor unsqueeze(long dim) => Native.unsqueeze(this, dim);

        public Tensor unsqueeze_(long dim) => Native.unsqueeze_(this, dim).Then(this);

        public Tensor t() => Native.t(this);

        public Tensor transpose(long dim0, long dim1) => Native.transpose(this, dim0, dim1);

        public Tensor[] split(long size, int dim = 0)
        {
            Native.split(this, size, dim, out nint parts, out long count).Check();
            return Native.TakeAll(parts, count);
        }

        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0)
        {
            Native.split_sizes(this, sizes, sizes.Length, dim, out nint parts, out long count).Check();
            return Native.TakeAll(parts, count);
        }

        public Tensor[] split(long[] sizes, long dim = 0) => split(sizes.AsSpan(), dim);

        public Tensor[] split(params long[] sizes) => split(sizes.AsSpan(), 0);

        public Tensor[] tensor_split(long size, long dim = 0)
        {
            Native.tensor_split(this, size, dim, out nint parts, out long count).Check();
            return Native.TakeAll(parts, count);
        }

        public Tensor[] tensor_split(long[] sizes, long dim = 0)
        {
            Native.tensor_split_at(this, sizes, sizes.Length, dim, out nint parts, out long count).Check();
            return Native.TakeAll(parts, count);
        }

        public Tensor[] chunk(long chunks, long dim = 0)
        {
            Native.chunk(this, chunks, dim, out nint parts, out long count).Check();
            return Native.TakeAll(parts, count);
        }

        public Tensor[] unbind(long dimension = 0)
        {
            Native.unbind(this, dimension, out nint parts, out long count).Check();
            return Native.TakeAll(parts, count);
        }
    }
}
