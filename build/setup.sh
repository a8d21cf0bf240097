# Set-up steps of build.sh. Each checks first, does what is missing, and says so.

say() { printf '==> %s\n' "$*" >&2; }
fail() { printf 'error: %s\n' "$*" >&2; exit 2; }

setup_sdk() {
  command -v dotnet >/dev/null || fail "the .NET 10 SDK is not installed: see https://dotnet.microsoft.com/download"
  dotnet --version >/dev/null 2>&1 || fail "no .NET SDK fits global.json (.NET 10); installed: $(dotnet --list-sdks | tr '\n' ' ')"
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
}

# One build and one unpacking at a time in a checkout; whoever comes second waits and finds the work done.
lock_checkout() {
  command -v flock >/dev/null || return 0
  mkdir -p artifacts
  exec 9>artifacts/.lock
  flock -n 9 || { say "waiting for another build in this checkout"; flock 9; }
}

unlock_checkout() {
  command -v flock >/dev/null || return 0
  flock -u 9
  exec 9>&-
}

# Unpacks CIFAR-10 from beside the checkout, where it is. The folder appears whole or not at all.
setup_shared_data() {
  local archive="${DPSA_SHARED:-../shared}/data/cifar-10-binary.tar.xz" target=artifacts/data/cifar-10-batches-bin work found
  [ -d "$target" ] && return
  [ -f "$archive" ] || return 1
  command -v xz >/dev/null || install_package xz-utils || fail "xz is missing, which unpacks $archive; on Debian: apt-get install xz-utils"
  say "unpacking CIFAR-10 from $archive (once)"
  mkdir -p artifacts/data
  work="$(mktemp -d artifacts/data/unpack.XXXXXX)"
  tar -xJf "$archive" -C "$work" 2>"$work/log" ||
    { found="$(tail -n 1 "$work/log")"; rm -rf "$work"; fail "could not unpack $archive: it is damaged, or the disk is full ($found)"; }
  found="$(find "$work" -name test_batch.bin -printf '%h\n' | head -n 1)"
  [ -n "$found" ] || { rm -rf "$work"; fail "$archive holds no test_batch.bin"; }
  mv "$found" "$target"
  rm -rf "$work"
}

# Fashion-MNIST takes CIFAR-10's place where that is neither here nor can be reached, or is asked for.
setup_fashion_mnist() {
  [ -d /usr/share/datasets/fashion-mnist ] && return
  say "installing Fashion-MNIST from Debian's package dataset-fashion-mnist (30 MB)"
  install_package dataset-fashion-mnist || say "Fashion-MNIST could not be installed; on Debian: apt-get install dataset-fashion-mnist"
}

cifar_is_reachable() { timeout 15 bash -c 'exec 3<>/dev/tcp/www.cs.toronto.edu/443' 2>/dev/null; }

install_package() { # as root on Debian and its like; says nothing where it cannot
  command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || return 1
  mkdir -p artifacts
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$1"; } >artifacts/apt.log 2>&1
}

build() {
  # Build servers outlive this script: they must not keep its lock.
  dotnet build "$1" --configuration Release --verbosity quiet -nologo -clp:ErrorsOnly 9>&- || fail "the build failed"
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
