// The C ABI between the managed layer and libtorch.
//
//     tensors    owned pointers to at::Tensor; shim_free releases one
//     errors     no exception crosses: a tensor-valued function returns nullptr, any other a status that is not 0,
//                and shim_last_error gives the text of the calling thread's last failure
//     absent     optional tensors are nullptr, optional dtypes and devices are -1, optional scalars have kind -1
//
// Compiles against libtorch 1.13 to 2.14, built for the CPU or with CUDA.
#pragma once

#include <ATen/ATen.h>
#include <torch/version.h>

#include <cstdint>
#include <exception>
#include <utility>

#define SHIM_API extern "C" __attribute__((visibility("default")))

// A function that yields a tensor: SHIM_TENSOR(abs, (const at::Tensor& t), at::abs(t))
#define SHIM_TENSOR(name, parameters, ...)                                \
  SHIM_API at::Tensor* shim_##name parameters noexcept {                  \
    return shim::tensor([&]() -> at::Tensor { return __VA_ARGS__; });     \
  }

// A function that yields a status: SHIM_STATUS(fill_, (at::Tensor& t, shim::Scalar v), t.fill_(v.value()))
#define SHIM_STATUS(name, parameters, ...)                                \
  SHIM_API int32_t shim_##name parameters noexcept {                      \
    return shim::status([&] { __VA_ARGS__; });                            \
  }

namespace shim {

#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
template <class T> using optional = std::optional<T>;
constexpr auto none = std::nullopt;
#else
template <class T> using optional = c10::optional<T>;
constexpr auto none = c10::nullopt;
#endif

#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 6)
using string_view = std::string_view;
#else
using string_view = c10::string_view;
#endif

void set_error(const char* text) noexcept;

template <class F> at::Tensor* tensor(F&& body) noexcept {
  try {
    return new at::Tensor(body());
  } catch (const std::exception& e) {
    set_error(e.what());
  } catch (...) {
    set_error("unknown native exception");
  }
  return nullptr;
}

template <class F> int32_t status(F&& body) noexcept {
  try {
    body();
    return 0;
  } catch (const std::exception& e) {
    set_error(e.what());
  } catch (...) {
    set_error("unknown native exception");
  }
  return 1;
}

// A number with its kind, passed by value; mirrors NativeScalar.
struct Scalar {
  int64_t bits;
  int32_t kind;  // -1 none, 0 integer, 1 double, 2 bool

  at::Scalar value() const {
    if (kind == 1) {
      double d;
      static_assert(sizeof d == sizeof bits, "a double is 64 bits");
      __builtin_memcpy(&d, &bits, sizeof d);
      return at::Scalar(d);
    }
    return kind == 2 ? at::Scalar(bits != 0) : at::Scalar(bits);
  }

  optional<at::Scalar> maybe() const {
    if (kind < 0) return none;
    return value();
  }
};

// Where and as what a new tensor is made; mirrors NativeOptions.
struct Options {
  int32_t dtype;
  int32_t device_type;
  int32_t device_index;

  optional<at::ScalarType> type() const {
    if (dtype < 0) return none;
    return static_cast<at::ScalarType>(dtype);
  }

  optional<at::Device> device() const {
    if (device_type < 0) return none;
    return at::Device(static_cast<at::DeviceType>(device_type), static_cast<c10::DeviceIndex>(device_index));
  }

  at::TensorOptions options() const { return at::TensorOptions().dtype(type()).device(device()); }
};

inline at::IntArrayRef ints(const int64_t* values, int64_t count) {
  return at::IntArrayRef(values, static_cast<size_t>(count));
}

inline std::vector<at::Tensor> list(at::Tensor* const* tensors, int64_t count) {
  std::vector<at::Tensor> result;
  result.reserve(static_cast<size_t>(count));
  for (int64_t i = 0; i < count; ++i) result.push_back(*tensors[i]);
  return result;
}

inline optional<at::Tensor> maybe(const at::Tensor* t) {
  if (t == nullptr) return none;
  return *t;
}

inline optional<at::ScalarType> dtype(int32_t type) {
  if (type < 0) return none;
  return static_cast<at::ScalarType>(type);
}

inline optional<at::Generator> generator(const at::Generator* g) {
  if (g == nullptr) return none;
  return *g;
}

inline void give(at::Tensor** out, at::Tensor t) { *out = new at::Tensor(std::move(t)); }

// Hands a list to the caller, who releases the array with shim_free_array and each tensor with shim_free.
void give_all(at::Tensor*** out, int64_t* count, std::vector<at::Tensor> tensors);

}  // namespace shim
