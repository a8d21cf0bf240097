// The error text of each thread, and the hand-over of tensor lists.
#include "shim.h"

#include <string>

namespace {
thread_local std::string last_error;
}

namespace shim {

void set_error(const char* text) noexcept {
  try {
    last_error = text;
  } catch (...) {
    last_error.clear();
  }
}

void give_all(at::Tensor*** out, int64_t* count, std::vector<at::Tensor> tensors) {
  std::vector<std::unique_ptr<at::Tensor>> owned;
  owned.reserve(tensors.size());
  for (auto& t : tensors) owned.push_back(std::make_unique<at::Tensor>(std::move(t)));
  auto** array = new at::Tensor*[owned.size()];
  for (size_t i = 0; i < owned.size(); ++i) array[i] = owned[i].release();
  *out = array;
  *count = static_cast<int64_t>(owned.size());
}

}  // namespace shim

SHIM_API const char* shim_last_error() noexcept { return last_error.c_str(); }

SHIM_API void shim_free_array(at::Tensor** array) noexcept { delete[] array; }

SHIM_API void shim_free(at::Tensor* t) noexcept {
  try {
    delete t;
  } catch (...) {
    shim::set_error("a tensor's release failed");
  }
}
