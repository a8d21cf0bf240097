// Indexing, gathering and scattering.
#include "shim.h"

#include <ATen/TensorIndexing.h>

using shim::Scalar;
using Tensor = const at::Tensor&;

namespace {

// One entry of an index expression; mirrors NativeIndex.
struct Index {
  int32_t kind;  // 0 new axis, 1 ellipsis, 2 integer, 3 bool, 4 slice, 5 tensor
  int32_t given;  // slice: bit 0 start, bit 1 stop, bit 2 step
  int64_t start;  // also the integer and the bool
  int64_t stop;
  int64_t step;
  const at::Tensor* tensor;
};

at::indexing::TensorIndex entry(const Index& i) {
  using namespace at::indexing;
  switch (i.kind) {
    case 0: return TensorIndex(None);
    case 1: return TensorIndex(Ellipsis);
    case 2: return TensorIndex(i.start);
    case 3: return TensorIndex(i.start != 0);
    case 5: return TensorIndex(*i.tensor);
    default: {
      const int64_t step = (i.given & 4) != 0 ? i.step : 1;
      const int64_t start = (i.given & 1) != 0 ? i.start : 0;
      const int64_t stop = (i.given & 2) != 0 ? i.stop : INDEX_MAX;
      return TensorIndex(Slice(start, stop, step));
    }
  }
}

std::vector<at::indexing::TensorIndex> entries(const Index* indices, int64_t n) {
  std::vector<at::indexing::TensorIndex> result;
  result.reserve(static_cast<size_t>(n));
  for (int64_t i = 0; i < n; ++i) result.push_back(entry(indices[i]));
  return result;
}

c10::List<shim::optional<at::Tensor>> positions(at::Tensor* const* tensors, int64_t n) {
  c10::List<shim::optional<at::Tensor>> result;
  for (int64_t i = 0; i < n; ++i) result.push_back(*tensors[i]);
  return result;
}

}  // namespace

SHIM_TENSOR(index, (Tensor t, const Index* indices, int64_t n), t.index(entries(indices, n)))
SHIM_STATUS(index_put_, (at::Tensor& t, Tensor value, const Index* indices, int64_t n), t.index_put_(entries(indices, n), value))
SHIM_STATUS(index_put_scalar_, (at::Tensor& t, Scalar value, const Index* indices, int64_t n),
            t.index_put_(entries(indices, n), value.value()))
SHIM_STATUS(index_put_accumulate_, (at::Tensor& t, Tensor value, at::Tensor* const* tensors, int64_t n, int32_t accumulate),
            t.index_put_(positions(tensors, n), value, accumulate != 0))

SHIM_TENSOR(index_select, (Tensor t, int64_t dim, Tensor index), at::index_select(t, dim, index))
SHIM_STATUS(index_add_, (at::Tensor& t, int64_t dim, Tensor index, Tensor source, Scalar alpha),
            t.index_add_(dim, index, source, alpha.value()))
SHIM_STATUS(index_copy_, (at::Tensor& t, int64_t dim, Tensor index, Tensor source), t.index_copy_(dim, index, source))
SHIM_STATUS(index_fill_, (at::Tensor& t, int64_t dim, Tensor index, Scalar value), t.index_fill_(dim, index, value.value()))
SHIM_TENSOR(gather, (Tensor t, int64_t dim, Tensor index), at::gather(t, dim, index))
SHIM_TENSOR(scatter, (Tensor t, int64_t dim, Tensor index, Tensor src), at::scatter(t, dim, index, src))
SHIM_STATUS(scatter_, (at::Tensor& t, int64_t dim, Tensor index, Tensor src), t.scatter_(dim, index, src))
SHIM_STATUS(scatter_add_, (at::Tensor& t, int64_t dim, Tensor index, Tensor src), t.scatter_add_(dim, index, src))
SHIM_TENSOR(take, (Tensor t, Tensor index), at::take(t, index))
SHIM_TENSOR(masked_select, (Tensor t, Tensor mask), at::masked_select(t, mask))
SHIM_TENSOR(masked_fill, (Tensor t, Tensor mask, Scalar value), at::masked_fill(t, mask, value.value()))
SHIM_STATUS(masked_fill_, (at::Tensor& t, Tensor mask, Scalar value), t.masked_fill_(mask, value.value()))
SHIM_TENSOR(nonzero, (Tensor t), at::nonzero(t))
SHIM_TENSOR(argwhere, (Tensor t), at::argwhere(t))
