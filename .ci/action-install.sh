#!/usr/bin/env bash
# What action.yml installs: the program as it is in the action's folder, or that of the tag VERSION.
set -euo pipefail

if [ -z "${VERSION:-}" ]; then
  cargo install --locked --path "${GITHUB_ACTION_PATH:?}"
else
  # Runners do not promise a composite action the name of its repository; the folder that they put it into has it.
  checked_out="${GITHUB_ACTION_PATH##*/_actions/}"
  repository="${REPOSITORY:-$(printf '%s' "$checked_out" | cut -d / -f 1,2)}"
  cargo install --locked --git "${GITHUB_SERVER_URL:-https://github.com}/$repository" --tag "$VERSION" unspun
fi
# Where cargo is set up otherwise than on the runners of GitHub, its folder is not in the path.
printf '%s\n' "${CARGO_HOME:-$HOME/.cargo}/bin" >> "${GITHUB_PATH:?}"
