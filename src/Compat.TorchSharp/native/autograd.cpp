// Gradients and the modes that switch their recording.
#include "shim.h"

#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

using shim::list;
using Tensor = const at::Tensor&;

SHIM_API int32_t shim_requires_grad(Tensor t) noexcept { return t.requires_grad(); }
SHIM_STATUS(is_leaf, (Tensor t, int32_t* out), *out = t.is_leaf())
SHIM_STATUS(set_requires_grad, (at::Tensor& t, int32_t on), t.requires_grad_(on != 0))
SHIM_STATUS(retain_grad, (at::Tensor& t), t.retain_grad())
SHIM_TENSOR(detach, (Tensor t), t.detach())
SHIM_STATUS(detach_, (at::Tensor& t), t.detach_())

SHIM_STATUS(grad, (Tensor t, at::Tensor** out), {
  auto g = t.grad();
  *out = nullptr;
  if (g.defined()) shim::give(out, g);
})
SHIM_STATUS(set_grad, (at::Tensor& t, const at::Tensor* grad), t.mutable_grad() = grad == nullptr ? at::Tensor() : *grad)
SHIM_STATUS(zero_grad, (at::Tensor& t), {
  auto& g = t.mutable_grad();
  if (g.defined()) {
    if (g.grad_fn()) g.detach_();
    else g.requires_grad_(false);
    g.zero_();
  }
})

SHIM_STATUS(backward, (Tensor t, const at::Tensor* gradient, int32_t retain, int32_t create, at::Tensor* const* inputs, int64_t n), {
  const at::Tensor start = gradient == nullptr ? at::Tensor() : *gradient;
  if (inputs == nullptr) {
    t.backward(start, retain != 0, create != 0);
  } else {
    const auto leaves = list(inputs, n);
    t.backward(start, retain != 0, create != 0, at::TensorList(leaves));
  }
})

SHIM_API int32_t shim_grad_enabled() noexcept { return c10::GradMode::is_enabled(); }
SHIM_API void shim_set_grad_enabled(int32_t on) noexcept { c10::GradMode::set_enabled(on != 0); }

SHIM_STATUS(inference_enter, (int32_t on, void** guard), *guard = new c10::InferenceMode(on != 0))
SHIM_STATUS(inference_leave, (void* guard), delete static_cast<c10::InferenceMode*>(guard))
