// New tensors.
#include "shim.h"

#include <cstring>

using shim::ints;
using shim::Options;
using shim::Scalar;

SHIM_TENSOR(empty, (const int64_t* size, int64_t n, Options o), at::empty(ints(size, n), o.options()))
SHIM_TENSOR(zeros, (const int64_t* size, int64_t n, Options o), at::zeros(ints(size, n), o.options()))
SHIM_TENSOR(ones, (const int64_t* size, int64_t n, Options o), at::ones(ints(size, n), o.options()))
SHIM_TENSOR(full, (const int64_t* size, int64_t n, Scalar value, Options o), at::full(ints(size, n), value.value(), o.options()))
SHIM_TENSOR(eye, (int64_t rows, int64_t columns, Options o), at::eye(rows, columns, o.options()))
SHIM_TENSOR(arange, (Scalar start, Scalar stop, Scalar step, Options o),
            at::arange(start.value(), stop.value(), step.value(), o.options()))
SHIM_TENSOR(linspace, (double start, double end, int64_t steps, Options o), at::linspace(start, end, steps, o.options()))

SHIM_TENSOR(empty_like, (const at::Tensor& t, Options o), at::empty_like(t, o.options()))
SHIM_TENSOR(zeros_like, (const at::Tensor& t, Options o), at::zeros_like(t, o.options()))
SHIM_TENSOR(ones_like, (const at::Tensor& t, Options o), at::ones_like(t, o.options()))
SHIM_TENSOR(full_like, (const at::Tensor& t, Scalar value, Options o), at::full_like(t, value.value(), o.options()))

// A copy of bytes of the caller, as a tensor on the CPU.
SHIM_TENSOR(from_data, (const void* data, const int64_t* size, int64_t n, int32_t type), [&] {
  auto t = at::empty(ints(size, n), at::TensorOptions().dtype(static_cast<at::ScalarType>(type)));
  if (t.numel() > 0) std::memcpy(t.data_ptr(), data, t.nbytes());
  return t;
}())
