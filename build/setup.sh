# Set-up steps of build.sh. Each checks first, does what is missing, and says so.

say() { printf '==> %s\n' "$*" >&2; }
fail() { printf 'error: %s\n' "$*" >&2; exit 2; }

setup_sdk() {
  command -v dotnet >/dev/null || fail "the .NET 10 SDK is not installed: see https://dotnet.microsoft.com/download"
  dotnet --version >/dev/null 2>&1 || fail "no .NET SDK fits global.json (.NET 10); installed: $(dotnet --list-sdks | tr '\n' ' ')"
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
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
