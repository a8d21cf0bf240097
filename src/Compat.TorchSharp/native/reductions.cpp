// Reductions, sums along a dimension, orderings.
#include "shim.h"

using shim::dtype;
using shim::give;
using shim::ints;
using Tensor = const at::Tensor&;

SHIM_TENSOR(sum, (Tensor t, int32_t type), at::sum(t, dtype(type)))
SHIM_TENSOR(sum_dims, (Tensor t, const int64_t* dims, int64_t n, int32_t keep, int32_t type),
            at::sum(t, ints(dims, n), keep != 0, dtype(type)))
SHIM_TENSOR(mean, (Tensor t), at::mean(t))
SHIM_TENSOR(mean_dims, (Tensor t, const int64_t* dims, int64_t n, int32_t keep, int32_t type),
            at::mean(t, ints(dims, n), keep != 0, dtype(type)))
SHIM_TENSOR(prod, (Tensor t, int32_t type), at::prod(t, dtype(type)))
SHIM_TENSOR(prod_dim, (Tensor t, int64_t dim, int32_t keep, int32_t type), at::prod(t, dim, keep != 0, dtype(type)))
SHIM_TENSOR(std, (Tensor t, int32_t unbiased), at::std(t, unbiased != 0))
SHIM_TENSOR(std_dims, (Tensor t, const int64_t* dims, int64_t n, int32_t unbiased, int32_t keep),
            at::std(t, ints(dims, n), unbiased != 0, keep != 0))
SHIM_TENSOR(var, (Tensor t, int32_t unbiased), at::var(t, unbiased != 0))
SHIM_TENSOR(var_dims, (Tensor t, const int64_t* dims, int64_t n, int32_t unbiased, int32_t keep),
            at::var(t, ints(dims, n), unbiased != 0, keep != 0))
SHIM_TENSOR(norm, (Tensor t, double p), at::norm(t, p))
SHIM_TENSOR(norm_dim, (Tensor t, double p, int64_t dim, int32_t keep), at::norm(t, at::Scalar(p), ints(&dim, 1), keep != 0))

SHIM_TENSOR(all, (Tensor t), at::all(t))
SHIM_TENSOR(all_dim, (Tensor t, int64_t dim, int32_t keep), at::all(t, dim, keep != 0))
SHIM_TENSOR(any, (Tensor t), at::any(t))
SHIM_TENSOR(any_dim, (Tensor t, int64_t dim, int32_t keep), at::any(t, dim, keep != 0))
SHIM_TENSOR(max, (Tensor t), at::max(t))
SHIM_TENSOR(min, (Tensor t), at::min(t))
SHIM_TENSOR(amax, (Tensor t, const int64_t* dims, int64_t n, int32_t keep), at::amax(t, ints(dims, n), keep != 0))
SHIM_TENSOR(amin, (Tensor t, const int64_t* dims, int64_t n, int32_t keep), at::amin(t, ints(dims, n), keep != 0))
SHIM_TENSOR(argmax, (Tensor t), at::argmax(t))
SHIM_TENSOR(argmax_dim, (Tensor t, int64_t dim, int32_t keep), at::argmax(t, dim, keep != 0))
SHIM_TENSOR(argmin, (Tensor t), at::argmin(t))
SHIM_TENSOR(argmin_dim, (Tensor t, int64_t dim, int32_t keep), at::argmin(t, dim, keep != 0))
SHIM_TENSOR(median, (Tensor t), at::median(t))
SHIM_TENSOR(logsumexp, (Tensor t, int64_t dim, int32_t keep), at::logsumexp(t, ints(&dim, 1), keep != 0))
SHIM_TENSOR(count_nonzero, (Tensor t, const int64_t* dims, int64_t n),
            dims == nullptr ? at::count_nonzero(t) : at::count_nonzero(t, ints(dims, n)))

SHIM_STATUS(max_dim, (Tensor t, int64_t dim, int32_t keep, at::Tensor** values, at::Tensor** indices), {
  auto [v, i] = at::max(t, dim, keep != 0);
  give(values, v);
  give(indices, i);
})
SHIM_STATUS(min_dim, (Tensor t, int64_t dim, int32_t keep, at::Tensor** values, at::Tensor** indices), {
  auto [v, i] = at::min(t, dim, keep != 0);
  give(values, v);
  give(indices, i);
})
SHIM_STATUS(sort, (Tensor t, int64_t dim, int32_t descending, int32_t stable, at::Tensor** values, at::Tensor** indices), {
  auto [v, i] = at::sort(t, shim::optional<bool>(stable != 0), dim, descending != 0);
  give(values, v);
  give(indices, i);
})
SHIM_STATUS(topk, (Tensor t, int64_t k, int64_t dim, int32_t largest, int32_t sorted, at::Tensor** values, at::Tensor** indices), {
  auto [v, i] = at::topk(t, k, dim, largest != 0, sorted != 0);
  give(values, v);
  give(indices, i);
})
SHIM_TENSOR(argsort, (Tensor t, int64_t dim, int32_t descending), at::argsort(t, dim, descending != 0))
SHIM_TENSOR(cumsum, (Tensor t, int64_t dim, int32_t type), at::cumsum(t, dim, dtype(type)))
SHIM_TENSOR(diff, (Tensor t, int64_t n, int64_t dim, const at::Tensor* prepend, const at::Tensor* append),
            at::diff(t, n, dim, shim::maybe(prepend), shim::maybe(append)))
SHIM_TENSOR(bincount, (Tensor t, const at::Tensor* weights, int64_t min_length), at::bincount(t, shim::maybe(weights), min_length))
SHIM_TENSOR(histc, (Tensor t, int64_t bins, int64_t min, int64_t max), at::histc(t, bins, min, max))
