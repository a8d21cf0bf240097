// Views, shapes, copies and moves.
#include "shim.h"

#include <ATen/WrapDimUtils.h>

using shim::ints;
using shim::list;
using shim::Options;

using Tensor = const at::Tensor&;

SHIM_TENSOR(alias, (Tensor t), at::alias(t))
SHIM_TENSOR(clone, (Tensor t), t.clone())
SHIM_TENSOR(contiguous, (Tensor t), t.contiguous())
SHIM_TENSOR(reshape, (Tensor t, const int64_t* size, int64_t n), t.reshape(ints(size, n)))
SHIM_TENSOR(view, (Tensor t, const int64_t* size, int64_t n), t.view(ints(size, n)))
SHIM_TENSOR(expand, (Tensor t, const int64_t* size, int64_t n, int32_t implicit), t.expand(ints(size, n), implicit != 0))
SHIM_TENSOR(permute, (Tensor t, const int64_t* dims, int64_t n), t.permute(ints(dims, n)))
SHIM_TENSOR(flip, (Tensor t, const int64_t* dims, int64_t n), t.flip(ints(dims, n)))
SHIM_TENSOR(repeat, (Tensor t, const int64_t* sizes, int64_t n), t.repeat(ints(sizes, n)))
SHIM_TENSOR(tile, (Tensor t, const int64_t* sizes, int64_t n), t.tile(ints(sizes, n)))
SHIM_TENSOR(roll, (Tensor t, const int64_t* shifts, int64_t n, const int64_t* dims, int64_t m),
            t.roll(ints(shifts, n), ints(dims, m)))
SHIM_TENSOR(flatten, (Tensor t, int64_t start, int64_t end), t.flatten(start, end))
SHIM_TENSOR(unflatten, (Tensor t, int64_t dim, const int64_t* sizes, int64_t n), [&] {
  const int64_t at = at::maybe_wrap_dim(dim, t.dim());
  auto shape = t.sizes().vec();
  shape.erase(shape.begin() + at);
  shape.insert(shape.begin() + at, sizes, sizes + n);
  return t.view(shape);
}())
SHIM_TENSOR(narrow, (Tensor t, int64_t dim, int64_t start, int64_t length), t.narrow(dim, start, length))
SHIM_TENSOR(select, (Tensor t, int64_t dim, int64_t index), t.select(dim, index))
SHIM_TENSOR(slice, (Tensor t, int64_t dim, int64_t start, int64_t stop, int64_t step), t.slice(dim, start, stop, step))
SHIM_TENSOR(squeeze, (Tensor t), t.squeeze())
SHIM_TENSOR(squeeze_dim, (Tensor t, int64_t dim), t.squeeze(dim))
SHIM_STATUS(squeeze_, (at::Tensor& t), t.squeeze_())
SHIM_STATUS(squeeze_dim_, (at::Tensor& t, int64_t dim), t.squeeze_(dim))
SHIM_TENSOR(unsqueeze, (Tensor t, int64_t dim), t.unsqueeze(dim))
SHIM_STATUS(unsqueeze_, (at::Tensor& t, int64_t dim), t.unsqueeze_(dim))
SHIM_TENSOR(t, (Tensor t), t.t())
SHIM_TENSOR(numpy_T, (Tensor t), t.numpy_T())
SHIM_TENSOR(mT, (Tensor t), t.mT())
SHIM_TENSOR(transpose, (Tensor t, int64_t a, int64_t b), t.transpose(a, b))

SHIM_TENSOR(cat, (at::Tensor* const* tensors, int64_t n, int64_t dim), at::cat(list(tensors, n), dim))
SHIM_TENSOR(stack, (at::Tensor* const* tensors, int64_t n, int64_t dim), at::stack(list(tensors, n), dim))
SHIM_TENSOR(hstack, (at::Tensor* const* tensors, int64_t n), at::hstack(list(tensors, n)))
SHIM_TENSOR(vstack, (at::Tensor* const* tensors, int64_t n), at::vstack(list(tensors, n)))

SHIM_STATUS(split, (Tensor t, int64_t size, int64_t dim, at::Tensor*** out, int64_t* count),
            shim::give_all(out, count, t.split(size, dim)))
SHIM_STATUS(split_sizes, (Tensor t, const int64_t* sizes, int64_t n, int64_t dim, at::Tensor*** out, int64_t* count),
            shim::give_all(out, count, at::split_with_sizes(t, ints(sizes, n), dim)))
SHIM_STATUS(tensor_split, (Tensor t, int64_t sections, int64_t dim, at::Tensor*** out, int64_t* count),
            shim::give_all(out, count, t.tensor_split(sections, dim)))
SHIM_STATUS(tensor_split_at, (Tensor t, const int64_t* at, int64_t n, int64_t dim, at::Tensor*** out, int64_t* count),
            shim::give_all(out, count, t.tensor_split(ints(at, n), dim)))
SHIM_STATUS(chunk, (Tensor t, int64_t chunks, int64_t dim, at::Tensor*** out, int64_t* count),
            shim::give_all(out, count, t.chunk(chunks, dim)))
SHIM_STATUS(unbind, (Tensor t, int64_t dim, at::Tensor*** out, int64_t* count), shim::give_all(out, count, t.unbind(dim)))

SHIM_STATUS(copy_, (at::Tensor& t, Tensor source, int32_t non_blocking), t.copy_(source, non_blocking != 0))
SHIM_TENSOR(to, (Tensor t, Options o, int32_t copy, int32_t non_blocking), [&] {
  auto device = o.device();
  auto type = o.type();
  if (device && type) return t.to(*device, *type, non_blocking != 0, copy != 0);
  if (device) return t.to(*device, t.scalar_type(), non_blocking != 0, copy != 0);
  return t.to(*type, non_blocking != 0, copy != 0);
}())
SHIM_TENSOR(pin_memory, (Tensor t), t.pin_memory())
