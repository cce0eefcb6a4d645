#!/bin/sh
# Measures promptglot and the npm package llm-bridge on the same requests, one
# after the other. Needs go, node and npm; the package is fetched to a temporary
# folder. Usage: translate/bench/llmbridge/run.sh [SECONDS]
set -eu
seconds=${1:-3}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/run.mjs" "$work/"
(cd "$work" && npm install --no-audit --no-fund --loglevel=error >/dev/null)
cd "$here/.."
go test -run TestRequestsAreAsDescribed -dump "$work/requests.jsonl" . >/dev/null
go test -run '^$' -bench '^BenchmarkTranslate$' -benchtime "${seconds}s" .
(cd "$work" && node run.mjs requests.jsonl "$seconds")
