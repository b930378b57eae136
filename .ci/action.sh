#!/usr/bin/env bash
# What action.yml runs: one check with all reports, the page for the job's summary, the outputs, and the check's own exit code.
set -uo pipefail

report="${RUNNER_TEMP:?}/unspun"
mkdir -p "$report"

# Words as a shell reads them, quotes included, and nothing else: neither globs nor commands are run by this shell.
words() { printf '%s' "$1" | xargs -r -n 1 printf '%s\0'; }
paths=() args=() # filled word by word: the bash of macOS has no mapfile
while IFS= read -r -d '' word; do paths+=("$word"); done < <(words "${PATHS:?}")
while IFS= read -r -d '' word; do args+=("$word"); done < <(words "${ARGS:-}")

unspun check "${paths[@]}" \
  --output-format concise --output-format github \
  --output-format "sarif=$report/unspun.sarif" --output-format "junit=$report/unspun.xml" \
  --output-format "jsonl=$report/unspun.jsonl" --output-format "json=$report/unspun.json" \
  --output-format "markdown=$report/unspun.md" --output-format "html=$report/unspun.html" ${args[@]+"${args[@]}"}
code=$?

case $code in
  0) verdict=passed ;;
  1) verdict=failed ;;
  *) verdict=error ;;
esac
[ -f "$report/unspun.md" ] && cat "$report/unspun.md" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"
printf 'verdict=%s\nreport=%s\n' "$verdict" "$report" >> "${GITHUB_OUTPUT:?}"
exit $code
