#!/usr/bin/env bash
# Fetches the script again from its npm package and checks both digests.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent axe-core@4.14.1 >/dev/null
tar xzf axe-core-4.14.1.tgz
cp package/axe.min.js .
sha256sum -c "$here/SHA256SUMS"
cp axe.min.js "$here/../../internal/console/testdata/axe.min.js"
cp package/LICENSE package/LICENSE-3RD-PARTY.txt "$here/"
