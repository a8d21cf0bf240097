// Element-wise functions of one tensor, each with its in-place form where the managed layer has one.
#include "shim.h"

using shim::Scalar;

#define UNARY(name) SHIM_TENSOR(name, (const at::Tensor& t), at::name(t))
#define UNARY_BOTH(name) UNARY(name) SHIM_STATUS(name##_, (at::Tensor& t), t.name##_())

UNARY_BOTH(abs)
UNARY_BOTH(ceil)
UNARY_BOTH(floor)
UNARY_BOTH(trunc)
UNARY_BOTH(neg)
UNARY_BOTH(exp)
UNARY_BOTH(log)
UNARY_BOTH(sqrt)
UNARY_BOTH(relu)
UNARY_BOTH(tanh)

UNARY(log1p)
UNARY(sigmoid)
UNARY(log2)
UNARY(cos)
UNARY(sin)
UNARY(rsqrt)
UNARY(square)
UNARY(sign)
UNARY(frac)
UNARY(isfinite)
UNARY(isinf)
UNARY(isnan)
UNARY(logical_not)
UNARY(bitwise_not)

SHIM_TENSOR(round, (const at::Tensor& t, int64_t decimals), decimals == 0 ? at::round(t) : at::round(t, decimals))
SHIM_STATUS(round_, (at::Tensor& t, int64_t decimals), decimals == 0 ? t.round_() : t.round_(decimals))
SHIM_STATUS(zero_, (at::Tensor& t), t.zero_())
SHIM_STATUS(fill_, (at::Tensor& t, Scalar value), t.fill_(value.value()))

SHIM_TENSOR(clamp, (const at::Tensor& t, Scalar min, Scalar max), at::clamp(t, min.maybe(), max.maybe()))
SHIM_STATUS(clamp_, (at::Tensor& t, Scalar min, Scalar max), at::clamp_(t, min.maybe(), max.maybe()))
SHIM_TENSOR(clamp_tensor, (const at::Tensor& t, const at::Tensor* min, const at::Tensor* max),
            at::clamp(t, shim::maybe(min), shim::maybe(max)))
SHIM_STATUS(clamp_tensor_, (at::Tensor& t, const at::Tensor* min, const at::Tensor* max),
            at::clamp_(t, shim::maybe(min), shim::maybe(max)))

SHIM_TENSOR(nan_to_num, (const at::Tensor& t, double nan, const double* posinf, const double* neginf), [&] {
  shim::optional<double> high, low;
  if (posinf != nullptr) high = *posinf;
  if (neginf != nullptr) low = *neginf;
  return at::nan_to_num(t, nan, high, low);
}())
