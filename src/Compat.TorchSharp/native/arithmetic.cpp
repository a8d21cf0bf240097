// Element-wise arithmetic of two operands.
#include "shim.h"

using shim::Scalar;
using Tensor = const at::Tensor&;

namespace {

// torch.RoundingMode: 0 none, 1 trunc, 2 floor.
shim::optional<shim::string_view> rounding(int32_t mode) {
  if (mode == 1) return shim::string_view("trunc");
  if (mode == 2) return shim::string_view("floor");
  return shim::none;
}

}  // namespace

SHIM_TENSOR(add, (Tensor a, Tensor b, Scalar alpha), at::add(a, b, alpha.value()))
SHIM_TENSOR(add_scalar, (Tensor a, Scalar b, Scalar alpha), at::add(a, b.value(), alpha.value()))
SHIM_STATUS(add_, (at::Tensor& a, Tensor b, Scalar alpha), a.add_(b, alpha.value()))
SHIM_STATUS(add_scalar_, (at::Tensor& a, Scalar b, Scalar alpha), a.add_(b.value(), alpha.value()))

SHIM_TENSOR(sub, (Tensor a, Tensor b), at::sub(a, b))
SHIM_TENSOR(sub_scalar, (Tensor a, Scalar b), at::sub(a, b.value()))
SHIM_TENSOR(rsub_scalar, (Tensor a, Scalar b), at::rsub(a, b.value()))
SHIM_STATUS(sub_, (at::Tensor& a, Tensor b), a.sub_(b))
SHIM_STATUS(sub_scalar_, (at::Tensor& a, Scalar b), a.sub_(b.value()))

SHIM_TENSOR(mul, (Tensor a, Tensor b), at::mul(a, b))
SHIM_TENSOR(mul_scalar, (Tensor a, Scalar b), at::mul(a, b.value()))
SHIM_STATUS(mul_, (at::Tensor& a, Tensor b), a.mul_(b))
SHIM_STATUS(mul_scalar_, (at::Tensor& a, Scalar b), a.mul_(b.value()))

SHIM_TENSOR(div, (Tensor a, Tensor b, int32_t mode), at::div(a, b, rounding(mode)))
SHIM_TENSOR(div_scalar, (Tensor a, Scalar b, int32_t mode), at::div(a, b.value(), rounding(mode)))
SHIM_TENSOR(rdiv_scalar, (Tensor a, Scalar b), at::mul(at::reciprocal(a), b.value()))
SHIM_STATUS(div_, (at::Tensor& a, Tensor b, int32_t mode), a.div_(b, rounding(mode)))
SHIM_STATUS(div_scalar_, (at::Tensor& a, Scalar b, int32_t mode), a.div_(b.value(), rounding(mode)))
SHIM_TENSOR(floor_divide, (Tensor a, Tensor b), at::floor_divide(a, b))

SHIM_TENSOR(remainder, (Tensor a, Tensor b), at::remainder(a, b))
SHIM_TENSOR(remainder_scalar, (Tensor a, Scalar b), at::remainder(a, b.value()))
SHIM_TENSOR(fmod, (Tensor a, Tensor b), at::fmod(a, b))
SHIM_TENSOR(fmod_scalar, (Tensor a, Scalar b), at::fmod(a, b.value()))
SHIM_STATUS(fmod_, (at::Tensor& a, Tensor b), a.fmod_(b))
SHIM_STATUS(fmod_scalar_, (at::Tensor& a, Scalar b), a.fmod_(b.value()))

SHIM_TENSOR(pow, (Tensor a, Tensor b), at::pow(a, b))
SHIM_TENSOR(pow_scalar, (Tensor a, Scalar b), at::pow(a, b.value()))
SHIM_STATUS(pow_, (at::Tensor& a, Tensor b), a.pow_(b))
SHIM_STATUS(pow_scalar_, (at::Tensor& a, Scalar b), a.pow_(b.value()))

SHIM_TENSOR(addcmul, (Tensor t, Tensor a, Tensor b, Scalar value), at::addcmul(t, a, b, value.value()))
SHIM_STATUS(addcmul_, (at::Tensor& t, Tensor a, Tensor b, Scalar value), t.addcmul_(a, b, value.value()))
SHIM_TENSOR(addcdiv, (Tensor t, Tensor a, Tensor b, Scalar value), at::addcdiv(t, a, b, value.value()))
SHIM_STATUS(addcdiv_, (at::Tensor& t, Tensor a, Tensor b, Scalar value), t.addcdiv_(a, b, value.value()))
SHIM_TENSOR(lerp, (Tensor t, Tensor end, Tensor weight), at::lerp(t, end, weight))

SHIM_TENSOR(maximum, (Tensor a, Tensor b), at::maximum(a, b))
SHIM_TENSOR(minimum, (Tensor a, Tensor b), at::minimum(a, b))
