#!/usr/bin/env bash
# Writes what the packages' public surfaces have come to be into src/*/PublicAPI.Unshipped.txt, for a review to see.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
for project in src/*/*.csproj; do
  folder="$(dirname "$project")"
  file="$folder/PublicAPI.Unshipped.txt"
  printf '#nullable enable\n' >"$file"
  dotnet build "$project" --configuration Release -nologo -clp:NoSummary -p:TreatWarningsAsErrors=false -p:BuildProjectReferences=true 2>&1 |
    sed -nE "s|^.*$(basename "$folder")/.*RS0016: Symbol '(.*)' is not part of the declared public API.*$|\1|p" | LC_ALL=C sort -u >>"$file"
done
