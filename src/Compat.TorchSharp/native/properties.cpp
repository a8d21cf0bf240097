// What a tensor is, and the way to its memory.
#include "shim.h"

#include <cstring>

SHIM_API int64_t shim_ndim(const at::Tensor& t) noexcept { return t.dim(); }
SHIM_API int64_t shim_numel(const at::Tensor& t) noexcept { return t.numel(); }
SHIM_API int64_t shim_element_size(const at::Tensor& t) noexcept { return static_cast<int64_t>(t.element_size()); }
SHIM_API int32_t shim_dtype(const at::Tensor& t) noexcept { return static_cast<int32_t>(t.scalar_type()); }
SHIM_API int32_t shim_device_type(const at::Tensor& t) noexcept { return static_cast<int32_t>(t.device().type()); }
SHIM_API int32_t shim_device_index(const at::Tensor& t) noexcept { return t.device().index(); }
SHIM_API int32_t shim_is_contiguous(const at::Tensor& t) noexcept { return t.is_contiguous(); }
SHIM_API int32_t shim_is_sparse(const at::Tensor& t) noexcept { return t.is_sparse(); }

SHIM_STATUS(sizes, (const at::Tensor& t, int64_t* out), for (int64_t s : t.sizes()) *out++ = s)
SHIM_STATUS(strides, (const at::Tensor& t, int64_t* out), for (int64_t s : t.strides()) *out++ = s)
SHIM_STATUS(storage_offset, (const at::Tensor& t, int64_t* out), *out = t.storage_offset())
SHIM_STATUS(data_ptr, (const at::Tensor& t, void** out), *out = t.data_ptr())

SHIM_STATUS(item_int, (const at::Tensor& t, int64_t* out), *out = t.item().toLong())
SHIM_STATUS(item_double, (const at::Tensor& t, double* out), *out = t.item().toDouble())

// The first element's bytes, whatever its type.
SHIM_STATUS(item_bytes, (const at::Tensor& t, void* out), {
  auto host = t.detach().to(at::kCPU).contiguous();
  std::memcpy(out, host.data_ptr(), host.element_size());
})

SHIM_STATUS(equal, (const at::Tensor& a, const at::Tensor& b, int32_t* out), *out = at::equal(a, b))
SHIM_STATUS(allclose, (const at::Tensor& a, const at::Tensor& b, double rtol, double atol, int32_t nan, int32_t* out),
            *out = at::allclose(a, b, rtol, atol, nan != 0))

SHIM_API int32_t shim_promote_types(int32_t a, int32_t b) noexcept {
  return static_cast<int32_t>(at::promote_types(static_cast<at::ScalarType>(a), static_cast<at::ScalarType>(b)));
}

SHIM_API int32_t shim_can_cast(int32_t from, int32_t to) noexcept {
  return at::can_cast(static_cast<at::ScalarType>(from), static_cast<at::ScalarType>(to));
}

SHIM_STATUS(result_type, (const at::Tensor& a, const at::Tensor& b, int32_t* out),
            *out = static_cast<int32_t>(at::result_type(a, b)))

SHIM_API int32_t shim_get_default_dtype() noexcept {
  return static_cast<int32_t>(at::typeMetaToScalarType(at::get_default_dtype()));
}

SHIM_STATUS(set_default_dtype, (int32_t type),
            at::set_default_dtype(at::scalarTypeToTypeMeta(static_cast<at::ScalarType>(type))))
