namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => Native.requires_grad(this) != 0;
            set => Native.set_requires_grad(this, value).Check();
        }

        public bool is_leaf
        {
            get
            {
                Native.is_leaf(this, out int leaf).Check();
                return leaf != 0;
            }
        }

        public Tensor? grad
        {
            get
            {
                Native.grad(this, out nint gradient).Check();
                return gradient == 0 ? null : new Tensor(gradient);
            }

            set => Native.set_grad(this, value).Check();
        }

        public Tensor requires_grad_(bool requires_grad = true) => Native.set_requires_grad(this, requires_grad).Then(this);

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad() => Native.retain_grad(this).Check();

        public Tensor detach() => Native.detach(this);

        public Tensor detach_() => Native.detach_(this).Then(this);

        public void backward() => Native.backward(this, null, false, false, default, 0).Check();

        public void backward(
            IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            if (grad_tensors is { Count: > 1 })
                throw new ArgumentException($"{grad_tensors.Count} gradients for one tensor.", nameof(grad_tensors));
            Tensor[] leaves = inputs is null ? [] : [.. inputs];
            nint[] handles = TensorHandles.Of(leaves);
            Native.backward(
                this,
                grad_tensors is { Count: 1 } ? grad_tensors[0] : null,
                retain_graph,
                create_graph,
                inputs is null ? default : handles,
                handles.Length).Check();
            GC.KeepAlive(leaves);
        }
    }
}
