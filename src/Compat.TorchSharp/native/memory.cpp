// Settings of the C allocator.
//
// A training step frees tens of megabytes of activations at once and allocates them again in the next one.
// glibc would hand them back to the kernel and fault every page in anew, which costs a third of the training time:
//
//     M_MMAP_THRESHOLD    32 MiB   the largest that glibc takes; smaller tensors come from the heap
//     M_TRIM_THRESHOLD   256 MiB   free memory at the top of the heap that is kept
#include "shim.h"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

SHIM_API void shim_keep_freed_memory() noexcept {
#ifdef __GLIBC__
  constexpr int MiB = 1024 * 1024;
  if (std::getenv("MALLOC_MMAP_THRESHOLD_") == nullptr) mallopt(M_MMAP_THRESHOLD, 32 * MiB);
  if (std::getenv("MALLOC_TRIM_THRESHOLD_") == nullptr) mallopt(M_TRIM_THRESHOLD, 256 * MiB);
#endif
}
