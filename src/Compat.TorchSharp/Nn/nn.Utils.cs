using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors) =>
                WrappedTensorDisposeScope(() => cat([.. tensors.Select(t => t.view(-1))]));

            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using IDisposable quiet = no_grad();
                using DisposeScope scope = NewDisposeScope();
                long at = 0;
                foreach (Parameter parameter in tensors)
                {
                    long count = parameter.NumberOfElements;
                    parameter.copy_(vec.narrow(0, at, count).view(parameter.shape));
                    at += count;
                }
            }

            /// <returns>The norm of all gradients together before the clipping.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using IDisposable quiet = no_grad();
                using DisposeScope scope = NewDisposeScope();
                Tensor[] gradients = [.. tensors.Select(t => t.grad).OfType<Tensor>()];
                if (gradients.Length == 0)
                    return 0;
                double total = stack(gradients.Select(g => g.norm((float)norm_type))).norm((float)norm_type).ToDouble();
                double factor = max_norm / (total + 1e-6);
                if (factor < 1)
                {
                    foreach (Tensor gradient in gradients)
                        gradient.mul_(factor);
                }

                return total;
            }
        }
    }
}
