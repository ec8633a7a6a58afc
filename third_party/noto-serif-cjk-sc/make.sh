#!/bin/sh
# Makes ../../internal/pdf/fonts/NotoSerifCJKsc-Regular.subset.otf again, byte for
# byte, from Debian's package. Usage: make.sh DIRECTORY-WITH-THE-PACKAGE
#
# Needs dpkg-deb and Debian's python3-fonttools 4.38.0-1+deb12u1 (Debian 12); other
# versions may order tables differently and then fail the last check. Get the
# package on Debian 13 with: apt-get download fonts-noto-cjk=1:20240730+repack1-1
set -eu

here=$(cd "$(dirname "$0")" && pwd)
package=$(cd "$1" && pwd)/fonts-noto-cjk_1%3a20240730+repack1-1_all.deb
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

verify() { # FILE NAME-IN-SHA256SUMS
	want=$(grep -F "  $2" "$here/SHA256SUMS" | cut -d' ' -f1)
	got=$(sha256sum "$1" | cut -d' ' -f1)
	[ "$want" = "$got" ] || { echo "make.sh: $2 has digest $got, want $want" >&2; exit 1; }
}

verify "$package" "$(basename "$package")"
dpkg-deb -x "$package" "$work/package"
/usr/bin/python3 "$here/make.py" \
	"$work/package/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc" "$work/subset.otf"
verify "$work/subset.otf" NotoSerifCJKsc-Regular.subset.otf
cp "$work/subset.otf" "$here/../../internal/pdf/fonts/NotoSerifCJKsc-Regular.subset.otf"
