# Set-up steps of build.sh. Each checks first, does what is missing, and says so.

say() { printf '==> %s\n' "$*" >&2; }
fail() { printf 'error: %s\n' "$*" >&2; exit 2; }

setup_sdk() {
  command -v dotnet >/dev/null || fail "the .NET 10 SDK is not installed: see https://dotnet.microsoft.com/download"
  dotnet --version >/dev/null 2>&1 || fail "no .NET SDK fits global.json (.NET 10); installed: $(dotnet --list-sdks | tr '\n' ' ')"
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
}

# One build at a time in a checkout; whoever comes second waits and finds the work done.
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

# The example unpacks CIFAR-10 from beside the checkout by itself, with xz; it says so where it cannot.
setup_xz() {
  [ -f "${DPSA_SHARED:-../shared}/data/cifar-10-binary.tar.xz" ] && ! command -v xz >/dev/null || return 0
  say "installing xz-utils, which unpack the data set"
  install_package xz-utils || say "xz-utils could not be installed; on Debian: apt-get install xz-utils"
}

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
