# Set-up steps of build.sh. Each checks first, does what is missing, and says so.

say() { printf '==> %s\n' "$*" >&2; }
fail() { printf 'error: %s\n' "$*" >&2; exit 2; }

setup_sdk() {
  command -v dotnet >/dev/null || fail "the .NET 10 SDK is not installed: see https://dotnet.microsoft.com/download"
  dotnet --version >/dev/null 2>&1 || fail "no .NET SDK fits global.json (.NET 10); installed: $(dotnet --list-sdks | tr '\n' ' ')"
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
}

# Chooses where TorchSharp comes from, once: the package where it restores, else the system's libtorch.
# The answer is kept in artifacts/Torch.props, which every project imports.
setup_torch() {
  mkdir -p artifacts
  if [ ! -f artifacts/Torch.props ]; then
    say "trying whether the TorchSharp packages restore (once)"
    local provider=system
    if try_torchsharp_package; then provider=package; fi
    write_torch_props "$provider"
  fi
  if grep -q '>system<' artifacts/Torch.props; then
    setup_libtorch
    bash build/native.sh
  fi
}

write_torch_props() {
  printf '<Project><PropertyGroup><DpsaTorch Condition="'"'\$(DpsaTorch)' == ''"'">%s</DpsaTorch></PropertyGroup></Project>\n' "$1" \
    > artifacts/Torch.props.tmp
  mv artifacts/Torch.props.tmp artifacts/Torch.props
  say "TorchSharp: $([ "$1" = package ] && echo 'the NuGet package' || echo "src/Compat.TorchSharp over the system's libtorch, since the package does not restore here")"
}

try_torchsharp_package() {
  DpsaTorch=package timeout 600 dotnet restore tests/Compat.TorchSharp.Tests --verbosity quiet >artifacts/torch-restore.log 2>&1
}

setup_libtorch() {
  local missing=()
  have_header torch/csrc/autograd/variable.h || missing+=(libtorch-dev)
  ldconfig -p | grep -q 'libopenblas\.so\.0' || missing+=(libopenblas0-pthread)
  command -v g++ >/dev/null || missing+=(g++)
  command -v cmake >/dev/null || missing+=(cmake)
  command -v make >/dev/null || missing+=(make)
  [ ${#missing[@]} -eq 0 ] && return
  local install="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
  command -v apt-get >/dev/null || fail "missing: ${missing[*]}; on Debian: $install"
  [ "$(id -u)" = 0 ] || fail "missing: ${missing[*]}; run this once, then again: sudo sh -c '$install'"
  say "installing ${missing[*]} (about 300 MB of packages, a few minutes)"
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } \
    >artifacts/apt.log 2>&1 || fail "the installation failed; see artifacts/apt.log: $(tail -n 1 artifacts/apt.log)"
}

have_header() { # the compiler's own search path, or a libtorch unpacked elsewhere
  [ -n "${LIBTORCH:-}" ] && [ -d "$LIBTORCH/include" ] && return
  [ -f "/usr/include/$1" ] || [ -f "/usr/local/include/$1" ] || compgen -G "/usr/include/*/$1" >/dev/null
}

# Two thread pools that both spin on few cores are twenty times slower than one: OpenMP works, BLAS does not split.
setup_threads() {
  export OMP_NUM_THREADS="${OMP_NUM_THREADS:-$(nproc)}"
  export OPENBLAS_NUM_THREADS="${OPENBLAS_NUM_THREADS:-1}"
}

# Unpacks CIFAR-10 from beside the checkout, where it is.
setup_shared_data() {
  local archive="${DPSA_SHARED:-../shared}/data/cifar-10-binary.tar.xz" target=artifacts/data/cifar-10-batches-bin
  [ -d "$target" ] && return
  [ -f "$archive" ] || return 1
  say "unpacking CIFAR-10 from $archive (once)"
  rm -rf artifacts/data/unpack && mkdir -p artifacts/data/unpack
  tar -xJf "$archive" -C artifacts/data/unpack || fail "could not unpack $archive"
  local found
  found="$(find artifacts/data/unpack -name test_batch.bin -printf '%h\n' | head -n 1)"
  [ -n "$found" ] || fail "$archive holds no test_batch.bin"
  mv "$found" "$target" && rm -rf artifacts/data/unpack
}

build() {
  dotnet build "$1" --configuration Release --verbosity quiet -nologo -clp:ErrorsOnly || fail "the build failed"
}

# Runs every test project, the kernels once for each instruction set, and ends with one line over all of them.
run_tests() {
  local project
  passed=0 failed=0 skipped=0
  mkdir -p artifacts/test-logs
  for project in tests/*/*.csproj; do
    run_test_project "$project" ""
  done
  DOTNET_EnableAVX512=0 run_test_project tests/Dpsa.Vdaf.Tests/Dpsa.Vdaf.Tests.csproj " without AVX-512"
  DOTNET_EnableHWIntrinsic=0 run_test_project tests/Dpsa.Vdaf.Tests/Dpsa.Vdaf.Tests.csproj " without vector instructions"
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" = 0 ]
}

run_test_project() {
  local name log exit=0 f p s
  name="$(basename "$1" .csproj)$2"
  log="artifacts/test-logs/$name.log"
  say "testing $name"
  dotnet test "$1" --no-build --configuration Release --verbosity quiet -nologo \
    --logger "console;verbosity=minimal" >"$log" 2>&1 || exit=$?
  grep -vE '^\s*$|^(Test run for|VSTest version|Starting test|A total of)' "$log" || true
  read -r f p s < <(sed -nE 's/.*Failed: +([0-9]+), Passed: +([0-9]+), Skipped: +([0-9]+),.*/\1 \2 \3/p' "$log" | tail -n 1) ||
    { f=1 p=0 s=0; say "$name ended without a result"; }
  [ "$exit" = 0 ] || [ "$f" != 0 ] || { f=1; say "$name failed with exit code $exit"; }
  failed=$((failed + f)) passed=$((passed + p)) skipped=$((skipped + s))
}
