#!/usr/bin/env bash
# Fetches the script again from its npm package and checks both digests.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent htmx.org@4.0.1 >/dev/null
tar xzf htmx.org-4.0.1.tgz
cp package/dist/htmx.min.js .
sha256sum -c "$here/SHA256SUMS"
cp htmx.min.js "$here/../../internal/console/static/htmx.min.js"
cp package/LICENSE "$here/LICENSE"
