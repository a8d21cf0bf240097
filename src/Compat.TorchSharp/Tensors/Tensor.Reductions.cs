namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Native.sum(this, Native.Type(type));

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum([dim], keepdim, type);

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1], keepdim, type);

        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) =>
            sum([dim0, dim1, dim2], keepdim, type);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => sum(dim.AsSpan(), keepdim, type);

        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) =>
            Native.sum_dims(this, dim, dim.Length, keepdim, Native.Type(type));

        public Tensor mean() => Native.mean(this);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            Native.mean_dims(this, dimensions, dimensions.Length, keepdim, Native.Type(type));

        public Tensor prod(ScalarType? type = null) => Native.prod(this, Native.Type(type));

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) =>
            Native.prod_dim(this, dim, keepdim, Native.Type(type));

        public Tensor std(bool unbiased = true) => Native.std(this, unbiased);

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std([dim], unbiased, keepdim, type);

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std(dimensions.AsSpan(), unbiased, keepdim, type);

        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(type, Native.std_dims(this, dimensions, dimensions.Length, unbiased, keepdim));

        public Tensor var(bool unbiased = true) => Native.var(this, unbiased);

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var([dim], unbiased, keepdim, type);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var(dimensions.AsSpan(), unbiased, keepdim, type);

        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(type, Native.var_dims(this, dimensions, dimensions.Length, unbiased, keepdim));

        public Tensor norm(float p = 2f) => Native.norm(this, p);

        public Tensor norm(int dim, bool keepdim = false, float p = 2f) => Native.norm_dim(this, p, dim, keepdim);

        public Tensor all() => Native.all(this);

        public Tensor all(long dim, bool keepdim = false) => Native.all_dim(this, dim, keepdim);

        public Tensor any() => Native.any(this);

        public Tensor any(long dim, bool keepdim = false) => Native.any_dim(this, dim, keepdim);

        public Tensor max() => Native.max(this);

        public Tensor max(Tensor other) => maximum(other);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false)
        {
            Native.max_dim(this, dim, keepdim, out nint values, out nint indices).Check();
            return (new Tensor(values), new Tensor(indices));
        }

        public Tensor min() => Native.min(this);

        public Tensor min(Tensor other) => minimum(other);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false)
        {
            Native.min_dim(this, dim, keepdim, out nint values, out nint indices).Check();
            return (new Tensor(values), new Tensor(indices));
        }

        public Tensor amax(params long[] dims) => Native.amax(this, dims, dims.Length, false);

        public Tensor amin(params long[] dims) => Native.amin(this, dims, dims.Length, false);

        public Tensor argmax() => Native.argmax(this);

        public Tensor argmax(long dim, bool keepdim = false) => Native.argmax_dim(this, dim, keepdim);

        public Tensor argmin() => Native.argmin(this);

        public Tensor argmin(long dim, bool keepdim = false) => Native.argmin_dim(this, dim, keepdim);

        public Tensor median() => Native.median(this);

        public Tensor count_nonzero(long[]? dims = null) => Native.count_nonzero(this, dims, dims?.Length ?? 0);

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false)
        {
            Native.sort(this, dim, descending, stable, out nint values, out nint indices).Check();
            return (new Tensor(values), new Tensor(indices));
        }

        public Tensor argsort(long dim = -1, bool descending = false) => Native.argsort(this, dim, descending);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true)
        {
            Native.topk(this, k, dim, largest, sorted, out nint values, out nint indices).Check();
            return (new Tensor(values), new Tensor(indices));
        }

        public Tensor cumsum(long dim, ScalarType? type = null) => Native.cumsum(this, dim, Native.Type(type));

        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) =>
            Native.diff(this, n, dim, prepend, append);

        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Native.histc(this, bins, min, max);

        private static Tensor As(ScalarType? type, Tensor result) => type is { } wanted ? result.to(wanted, disposeAfter: true) : result;
    }
}
