// Comparisons and logic, element by element.
#include "shim.h"

using shim::Scalar;
using Tensor = const at::Tensor&;

#define COMPARISON(name)                                              \
  SHIM_TENSOR(name, (Tensor a, Tensor b), at::name(a, b))             \
  SHIM_TENSOR(name##_scalar, (Tensor a, Scalar b), at::name(a, b.value()))

COMPARISON(eq)
COMPARISON(ne)
COMPARISON(lt)
COMPARISON(le)
COMPARISON(gt)
COMPARISON(ge)

SHIM_STATUS(eq_, (at::Tensor& a, Tensor b), a.eq_(b))
SHIM_STATUS(eq_scalar_, (at::Tensor& a, Scalar b), a.eq_(b.value()))
SHIM_STATUS(ne_, (at::Tensor& a, Tensor b), a.ne_(b))
SHIM_STATUS(ne_scalar_, (at::Tensor& a, Scalar b), a.ne_(b.value()))

SHIM_TENSOR(bitwise_and, (Tensor a, Tensor b), at::bitwise_and(a, b))
SHIM_TENSOR(bitwise_or, (Tensor a, Tensor b), at::bitwise_or(a, b))
SHIM_TENSOR(bitwise_xor, (Tensor a, Tensor b), at::bitwise_xor(a, b))
SHIM_TENSOR(logical_and, (Tensor a, Tensor b), at::logical_and(a, b))
SHIM_TENSOR(logical_or, (Tensor a, Tensor b), at::logical_or(a, b))
SHIM_TENSOR(logical_xor, (Tensor a, Tensor b), at::logical_xor(a, b))

SHIM_TENSOR(isclose, (Tensor a, Tensor b, double rtol, double atol, int32_t nan), at::isclose(a, b, rtol, atol, nan != 0))
SHIM_TENSOR(where, (Tensor condition, Tensor x, Tensor y), at::where(condition, x, y))
SHIM_STATUS(where_indices, (Tensor condition, at::Tensor*** out, int64_t* count),
            shim::give_all(out, count, at::where(condition)))
