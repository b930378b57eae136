#!/usr/bin/env bash
# Clusters of copies as other tools tell them, so that they can be held side by side: all duplicate rules on IN, and in OUT one JSON
# list of ids a line, the one to keep first.
#
#     benches/peers.sh IN OUT [WORK]
#
# IN is what `unspun check` reads (JSON Lines with "id" and "text", a folder, …). Temporary files go to the folder WORK. The program
# is built before the first run, so time the second; UNSPUN names another one.
set -euo pipefail

if [ $# -lt 2 ] || [ $# -gt 3 ]; then
  echo "usage: benches/peers.sh IN OUT [WORK]" >&2
  exit 2
fi
root="$(cd "$(dirname "$0")/.." && pwd)"
program="${UNSPUN:-$root/target/release/unspun}"
if [ ! -x "$program" ]; then
  (cd "$root" && cargo build --locked --release >&2)
fi

# The settings of the folder one happens to stand in stay out of it.
flags=(--config /dev/null --select duplicate --quiet --output-format "clusters=$2")
if [ $# -eq 3 ]; then
  flags+=(--work-dir "$3")
fi
code=0
"$program" check "$1" "${flags[@]}" || code=$?
# 1 says that copies were found.
if [ "$code" -gt 1 ]; then
  exit "$code"
fi
