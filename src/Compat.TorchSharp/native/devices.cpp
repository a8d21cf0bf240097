// Devices and threads. The CUDA calls go through libtorch's hooks, which a CPU build answers too.
#include "shim.h"

#include <ATen/Parallel.h>
#include <torch/cuda.h>

SHIM_API int32_t shim_cuda_is_available() noexcept {
  try {
    return torch::cuda::is_available();
  } catch (...) {
    return 0;
  }
}

SHIM_API int32_t shim_cuda_device_count() noexcept {
  try {
    return static_cast<int32_t>(torch::cuda::device_count());
  } catch (...) {
    return 0;
  }
}

SHIM_API int32_t shim_cudnn_is_available() noexcept {
  try {
    return torch::cuda::cudnn_is_available();
  } catch (...) {
    return 0;
  }
}

SHIM_STATUS(cuda_synchronize, (int64_t device), torch::cuda::synchronize(device))
SHIM_STATUS(cuda_manual_seed, (int64_t seed), torch::cuda::manual_seed(static_cast<uint64_t>(seed)))
SHIM_STATUS(cuda_manual_seed_all, (int64_t seed), torch::cuda::manual_seed_all(static_cast<uint64_t>(seed)))

SHIM_API int32_t shim_get_num_threads() noexcept { return at::get_num_threads(); }
SHIM_STATUS(set_num_threads, (int32_t n), at::set_num_threads(n))
SHIM_STATUS(get_num_interop_threads, (int32_t * out), *out = at::get_num_interop_threads())
SHIM_STATUS(set_num_interop_threads, (int32_t n), at::set_num_interop_threads(n))
