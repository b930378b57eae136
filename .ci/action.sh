#!/usr/bin/env bash
# What action.yml runs: one check with all reports, the page for the job's summary, the outputs, and the check's own exit code.
set -uo pipefail

# A folder of its own for each call: a job may check two corpora.
report="$(mktemp -d "${RUNNER_TEMP:?}/unspun.XXXXXX")"

# The end of a check that did not run; the annotation says why.
refuse() {
  local why="${1//'%'/%25}"
  printf '::error title=unspun::%s\n' "${why//$'\n'/%0A}"
  printf 'verdict=error\nreport=%s\n' "$report" >> "${GITHUB_OUTPUT:?}"
  exit 2
}

# Words as a shell reads them, quotes included, and nothing else: neither globs nor commands are run by this shell.
words() { printf '%s' "$1" | xargs -r -n 1 printf '%s\0' > "$report/.words" || refuse "$2: its quotes do not match: $1"; }
paths=() args=() # filled word by word: the bash of macOS has no mapfile
words "${PATHS:-}" paths
while IFS= read -r -d '' word; do paths+=("$word"); done < "$report/.words"
words "${ARGS:-}" args
while IFS= read -r -d '' word; do args+=("$word"); done < "$report/.words"
rm "$report/.words"
[ ${#paths[@]} -gt 0 ] || refuse "paths: say which files, folders or globs are the corpus"
command -v unspun > /dev/null || refuse "the program unspun is not in the path; see the step before"

unspun check "${paths[@]}" \
  --output-format concise --output-format github \
  --output-format "sarif=$report/unspun.sarif" --output-format "junit=$report/unspun.xml" \
  --output-format "jsonl=$report/unspun.jsonl" --output-format "json=$report/unspun.json" \
  --output-format "markdown=$report/unspun.md" --output-format "html=$report/unspun.html" ${args[@]+"${args[@]}"}
code=$?

case $code in
  0) verdict=passed ;;
  1) verdict=failed ;;
  *)
    verdict=error
    printf '::error title=unspun::the check did not run (exit code %s); the lines above say why\n' "$code"
    ;;
esac
[ -f "$report/unspun.md" ] && cat "$report/unspun.md" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"
printf 'verdict=%s\nreport=%s\n' "$verdict" "$report" >> "${GITHUB_OUTPUT:?}"
exit $code
