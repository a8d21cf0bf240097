namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[long i1]
        {
            get => index(At(i1));
            set => index_put_(value, At(i1));
        }

        public Tensor this[long i1, long i2]
        {
            get => index(At(i1, i2));
            set => index_put_(value, At(i1, i2));
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => index(At(i1, i2, i3));
            set => index_put_(value, At(i1, i2, i3));
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(At(i1, i2, i3, i4));
            set => index_put_(value, At(i1, i2, i3, i4));
        }

        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => index(At(i1, i2, i3, i4, i5));
            set => index_put_(value, At(i1, i2, i3, i4, i5));
        }

        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => index(At(i1, i2, i3, i4, i5, i6));
            set => index_put_(value, At(i1, i2, i3, i4, i5, i6));
        }

        public Tensor index(params TensorIndex[] indices)
        {
            Tensor picked = Native.index(this, Array.ConvertAll(indices, i => i.ToNative()), indices.Length);
            GC.KeepAlive(indices);
            return picked;
        }

        public Tensor index(params Tensor[] indices) => index(Array.ConvertAll(indices, TensorIndex.Tensor));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            Native.index_put_(this, value, Array.ConvertAll(indices, i => i.ToNative()), indices.Length).Check();
            GC.KeepAlive(indices);
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false)
        {
            Native.index_put_accumulate_(this, value, TensorHandles.Of(indices), indices.Length, accumulate).Check();
            GC.KeepAlive(indices);
            return this;
        }

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            Native.index_put_scalar_(this, value, Array.ConvertAll(indices, i => i.ToNative()), indices.Length).Check();
            GC.KeepAlive(indices);
            return this;
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));

        public Tensor index_select(long dim, Tensor index) => Native.index_select(this, dim, index);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Native.index_add_(this, dim, index, source, alpha).Then(this);

        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Native.index_copy_(this, dim, index, source).Then(this);

        public Tensor index_fill_(long dim, Tensor index, Scalar value) => Native.index_fill_(this, dim, index, value).Then(this);

        public Tensor gather(long dim, Tensor index) => Native.gather(this, dim, index);

        public Tensor scatter(long dim, Tensor index, Tensor src) => Native.scatter(this, dim, index, src);

        public Tensor scatter_(long dim, Tensor index, Tensor src) => Native.scatter_(this, dim, index, src).Then(this);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Native.scatter_add_(this, dim, index, src).Then(this);

        public Tensor take(Tensor index) => Native.take(this, index);

        public Tensor masked_select(Tensor mask) => Native.masked_select(this, mask);

        public Tensor masked_fill(Tensor mask, Scalar value) => Native.masked_fill(this, mask, value);

        public Tensor masked_fill_(Tensor mask, Scalar value) => Native.masked_fill_(this, mask, value).Then(this);

        public Tensor nonzero() => Native.nonzero(this);

        private static TensorIndex[] At(params ReadOnlySpan<long> positions)
        {
            var indices = new TensorIndex[positions.Length];
            for (int i = 0; i < indices.Length; i++)
                indices[i] = positions[i];
            return indices;
        }
    }
}
