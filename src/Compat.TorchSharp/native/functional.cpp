// The functions behind layers and losses.
#include "shim.h"

using shim::dtype;
using shim::give;
using shim::ints;
using shim::maybe;
using Tensor = const at::Tensor&;
using Maybe = const at::Tensor*;
using Ints = const int64_t*;

SHIM_TENSOR(linear, (Tensor x, Tensor weight, Maybe bias), at::linear(x, weight, maybe(bias)))
SHIM_TENSOR(conv2d, (Tensor x, Tensor weight, Maybe bias, Ints stride, int64_t ns, Ints padding, int64_t np, Ints dilation, int64_t nd,
                     int64_t groups),
            at::conv2d(x, weight, maybe(bias), ints(stride, ns), ints(padding, np), ints(dilation, nd), groups))
SHIM_TENSOR(conv2d_same, (Tensor x, Tensor weight, Maybe bias, Ints stride, int64_t ns, Ints dilation, int64_t nd, int64_t groups),
            at::conv2d(x, weight, maybe(bias), ints(stride, ns), "same", ints(dilation, nd), groups))
SHIM_TENSOR(max_pool2d, (Tensor x, Ints kernel, int64_t nk, Ints stride, int64_t ns, Ints padding, int64_t np, Ints dilation, int64_t nd,
                         int32_t ceil),
            at::max_pool2d(x, ints(kernel, nk), ints(stride, ns), ints(padding, np), ints(dilation, nd), ceil != 0))
SHIM_STATUS(max_pool2d_indices, (Tensor x, Ints kernel, int64_t nk, Ints stride, int64_t ns, Ints padding, int64_t np, Ints dilation,
                                 int64_t nd, int32_t ceil, at::Tensor** values, at::Tensor** indices), {
  auto [v, i] = at::max_pool2d_with_indices(x, ints(kernel, nk), ints(stride, ns), ints(padding, np), ints(dilation, nd), ceil != 0);
  give(values, v);
  give(indices, i);
})
SHIM_TENSOR(avg_pool2d, (Tensor x, Ints kernel, int64_t nk, Ints stride, int64_t ns, Ints padding, int64_t np, int32_t ceil,
                         int32_t count_pad, int64_t divisor), [&] {
  shim::optional<int64_t> override;
  if (divisor != 0) override = divisor;
  return at::avg_pool2d(x, ints(kernel, nk), ints(stride, ns), ints(padding, np), ceil != 0, count_pad != 0, override);
}())
SHIM_TENSOR(adaptive_avg_pool2d, (Tensor x, Ints size, int64_t n), at::adaptive_avg_pool2d(x, ints(size, n)))
SHIM_TENSOR(batch_norm, (Tensor x, Maybe mean, Maybe var, Maybe weight, Maybe bias, int32_t training, double momentum, double eps),
            at::batch_norm(x, maybe(weight), maybe(bias), maybe(mean), maybe(var), training != 0, momentum, eps,
                           at::globalContext().userEnabledCuDNN()))
SHIM_TENSOR(group_norm, (Tensor x, int64_t groups, Maybe weight, Maybe bias, double eps),
            at::group_norm(x, groups, maybe(weight), maybe(bias), eps, at::globalContext().userEnabledCuDNN()))
SHIM_TENSOR(dropout, (Tensor x, double p, int32_t training), at::dropout(x, p, training != 0))
SHIM_STATUS(dropout_, (at::Tensor& x, double p, int32_t training), at::dropout_(x, p, training != 0))
SHIM_TENSOR(leaky_relu, (Tensor x, double slope), at::leaky_relu(x, slope))
SHIM_STATUS(leaky_relu_, (at::Tensor& x, double slope), at::leaky_relu_(x, slope))
SHIM_TENSOR(gelu, (Tensor x), at::gelu(x))
SHIM_TENSOR(softmax, (Tensor x, int64_t dim, int32_t type), at::softmax(x, dim, dtype(type)))
SHIM_TENSOR(log_softmax, (Tensor x, int64_t dim, int32_t type), at::log_softmax(x, dim, dtype(type)))
SHIM_TENSOR(one_hot, (Tensor x, int64_t classes), at::one_hot(x, classes))

SHIM_TENSOR(cross_entropy, (Tensor x, Tensor target, Maybe weight, int64_t reduction, int64_t ignore, double smoothing),
            at::cross_entropy_loss(x, target, maybe(weight), reduction, ignore, smoothing))
SHIM_TENSOR(nll_loss, (Tensor x, Tensor target, Maybe weight, int64_t reduction, int64_t ignore),
            at::nll_loss_nd(x, target, maybe(weight), reduction, ignore))
SHIM_TENSOR(mse_loss, (Tensor x, Tensor target, int64_t reduction), at::mse_loss(x, target, reduction))
SHIM_TENSOR(bce, (Tensor x, Tensor target, Maybe weight, int64_t reduction),
            at::binary_cross_entropy(x, target, maybe(weight), reduction))
SHIM_TENSOR(bce_logits, (Tensor x, Tensor target, Maybe weight, Maybe positive, int64_t reduction),
            at::binary_cross_entropy_with_logits(x, target, maybe(weight), maybe(positive), reduction))
