#!/usr/bin/env bash
# The one entry point: sets up what is missing, says what it does, and runs.
set -euo pipefail
caller=$PWD # Paths among the arguments are meant from there.
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$PWD
source build/setup.sh

usage() {
  cat <<'EOF'
usage: ./build.sh <verb> [arguments]

  cifar [options]   train CIFAR-10 federated through two verifying aggregators (--help lists the options)
  test              build everything and pass the tests
  bench [quick]     run the benchmarks; quick prints one line per figure within 90 seconds,
                    scaling prints bytes, times and memory by dimension
  clean             remove all build output, caches and downloaded data (artifacts/)
  help              this text

Each verb installs and builds what it needs; the first run takes a few minutes, later ones start in seconds.
EOF
}

verb="${1:-help}"
[ $# -gt 0 ] && shift
case "$verb" in
  cifar)
    setup_sdk
    lock_checkout
    setup_xz
    say "building the example"
    build examples/cifar/Cifar.csproj
    unlock_checkout
    cd "$caller"
    exec dotnet "$root/artifacts/bin/Cifar/release/cifar.dll" "$@"
    ;;
  test)
    setup_sdk
    lock_checkout
    setup_xz
    say "building everything"
    build Dpsa.TorchSharp.sln
    unlock_checkout
    run_tests
    ;;
  bench)
    setup_sdk
    say "building the benchmarks"
    lock_checkout
    build benchmarks/Dpsa.Benchmarks/Dpsa.Benchmarks.csproj
    unlock_checkout
    exec dotnet artifacts/bin/Dpsa.Benchmarks/release/Dpsa.Benchmarks.dll "$@"
    ;;
  clean)
    rm -rf artifacts
    say "removed artifacts/"
    ;;
  help | -h | --help) usage ;;
  *)
    usage >&2
    fail "unknown verb '$verb'"
    ;;
esac
