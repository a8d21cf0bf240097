// Products of vectors and matrices, and their parts.
#include "shim.h"

using Tensor = const at::Tensor&;

SHIM_TENSOR(mm, (Tensor a, Tensor b), at::mm(a, b))
SHIM_TENSOR(bmm, (Tensor a, Tensor b), at::bmm(a, b))
SHIM_TENSOR(mv, (Tensor a, Tensor b), at::mv(a, b))
SHIM_TENSOR(dot, (Tensor a, Tensor b), at::dot(a, b))
SHIM_TENSOR(outer, (Tensor a, Tensor b), at::outer(a, b))
SHIM_TENSOR(matmul, (Tensor a, Tensor b), at::matmul(a, b))
SHIM_TENSOR(addmm, (Tensor t, Tensor a, Tensor b, double beta, double alpha), at::addmm(t, a, b, beta, alpha))
SHIM_TENSOR(trace, (Tensor t), at::trace(t))
SHIM_TENSOR(diag, (Tensor t, int64_t diagonal), at::diag(t, diagonal))
SHIM_TENSOR(tril, (Tensor t, int64_t diagonal), at::tril(t, diagonal))
SHIM_TENSOR(triu, (Tensor t, int64_t diagonal), at::triu(t, diagonal))
