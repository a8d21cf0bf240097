// Generators and random tensors.
#include "shim.h"

#include <ATen/CPUGeneratorImpl.h>

#include <mutex>

using shim::generator;
using shim::ints;
using shim::Options;
using Gen = const at::Generator*;

SHIM_TENSOR(rand, (const int64_t* size, int64_t n, Gen g, Options o), at::rand(ints(size, n), generator(g), o.options()))
SHIM_TENSOR(randn, (const int64_t* size, int64_t n, Gen g, Options o), at::randn(ints(size, n), generator(g), o.options()))
SHIM_TENSOR(randint, (int64_t low, int64_t high, const int64_t* size, int64_t n, Gen g, Options o),
            at::randint(low, high, ints(size, n), generator(g), o.options()))
SHIM_TENSOR(randperm, (int64_t n, Gen g, Options o), at::randperm(n, generator(g), o.options()))
SHIM_TENSOR(normal, (double mean, double std, const int64_t* size, int64_t n, Gen g, Options o),
            at::normal(mean, std, ints(size, n), generator(g), o.options()))
SHIM_TENSOR(rand_like, (const at::Tensor& t, Options o), at::rand_like(t, o.options()))
SHIM_TENSOR(randn_like, (const at::Tensor& t, Options o), at::randn_like(t, o.options()))
SHIM_STATUS(uniform_, (at::Tensor& t, double from, double to, Gen g), t.uniform_(from, to, generator(g)))
SHIM_STATUS(normal_, (at::Tensor& t, double mean, double std, Gen g), t.normal_(mean, std, generator(g)))
SHIM_STATUS(random_, (at::Tensor& t, int64_t from, int64_t to, Gen g), t.random_(from, to, generator(g)))
SHIM_TENSOR(bernoulli, (const at::Tensor& t, Gen g), at::bernoulli(t, generator(g)))
SHIM_STATUS(bernoulli_, (at::Tensor& t, double p, Gen g), t.bernoulli_(p, generator(g)))
SHIM_STATUS(bernoulli_tensor_, (at::Tensor& t, const at::Tensor& p, Gen g), t.bernoulli_(p, generator(g)))

SHIM_STATUS(manual_seed, (int64_t seed), at::manual_seed(static_cast<uint64_t>(seed)))

SHIM_STATUS(generator_new, (int64_t seed, Options o, at::Generator** out), {
  const auto device = o.device().value_or(at::Device(at::kCPU));
  auto g = device.is_cpu() ? at::detail::createCPUGenerator() : at::globalContext().defaultGenerator(device).clone();
  g.set_current_seed(static_cast<uint64_t>(seed));
  *out = new at::Generator(std::move(g));
})
SHIM_STATUS(generator_default, (Options o, at::Generator** out),
            *out = new at::Generator(at::globalContext().defaultGenerator(o.device().value_or(at::Device(at::kCPU)))))
SHIM_API void shim_generator_free(at::Generator* g) noexcept { delete g; }
SHIM_STATUS(generator_initial_seed, (const at::Generator& g, int64_t* out), *out = static_cast<int64_t>(g.current_seed()))
SHIM_STATUS(generator_seed, (at::Generator& g, int64_t* out), {
  std::lock_guard<std::mutex> lock(g.mutex());
  *out = static_cast<int64_t>(g.seed());
})
SHIM_STATUS(generator_manual_seed, (at::Generator& g, int64_t seed), {
  std::lock_guard<std::mutex> lock(g.mutex());
  g.set_current_seed(static_cast<uint64_t>(seed));
})
SHIM_TENSOR(generator_get_state, (const at::Generator& g), g.get_state())
SHIM_STATUS(generator_set_state, (at::Generator& g, const at::Tensor& state), {
  std::lock_guard<std::mutex> lock(g.mutex());
  g.set_state(state);
})
