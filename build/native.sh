#!/usr/bin/env bash
# Builds the C++ shim of src/Compat.TorchSharp over the system's libtorch, once.
#
#     build/native.sh            builds artifacts/native/libtorch_shim.so unless it is up to date
#     LIBTORCH=DIR build/native.sh    takes libtorch from DIR (an unpacked libtorch archive) instead of the system
#
# Up to date means: made from these sources and this libtorch.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source_dir=$root/src/Compat.TorchSharp/native
out=$root/artifacts/native
library=$out/libtorch_shim.so
stamp=$out/libtorch_shim.stamp

fail() { echo "native.sh: $*" >&2; exit 1; }

find_header() {
  local dir
  for dir in ${LIBTORCH:+"$LIBTORCH/include"} /usr/include /usr/local/include; do
    if [[ -f $dir/ATen/ATen.h ]]; then echo "$dir"; return; fi
  done
}

include=$(find_header)
[[ -n $include ]] || fail "libtorch's headers are missing; install them with: apt-get install -y libtorch-dev libopenblas-dev cmake g++"
# The newest releases keep their version in another header.
version=$({ cat "$include"/torch/{csrc/api/include/torch,headeronly}/version.h 2> /dev/null || true; } \
  | sed -n 's/^#define TORCH_VERSION_\(MAJOR\|MINOR\|PATCH\) \([0-9]*\)$/\2/p' | paste -sd .)

wanted=$( { echo "$include $version $(uname -m)"; cat "$source_dir"/*; } | sha256sum | cut -d' ' -f1)
if [[ -f $library && -f $stamp && $(<"$stamp") == "$wanted" ]]; then
  echo "native shim: up to date (libtorch $version)"
  exit 0
fi

command -v cmake > /dev/null || fail "cmake is missing; install it with: apt-get install -y cmake g++"
generator=()
if command -v ninja > /dev/null; then generator=(-G Ninja); fi

echo "native shim: building against libtorch $version in $include (about a minute)"
mkdir -p "$out/build"
log=$out/build.log
# A build folder of another generator or libtorch cannot be reused.
rm -rf "$out/build"
if ! { cmake -S "$source_dir" -B "$out/build" "${generator[@]}" ${LIBTORCH:+-DCMAKE_PREFIX_PATH="$LIBTORCH"} \
       && cmake --build "$out/build" -j 2; } > "$log" 2>&1; then
  tail -n 30 "$log" >&2
  fail "the build failed; the whole log is in $log"
fi

cp "$out/build/libtorch_shim.so" "$library.new"
mv "$library.new" "$library"
rm -rf "$out/build"
echo "$wanted" > "$stamp"
echo "native shim: built $library"
