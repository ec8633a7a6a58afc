package registry_test

import (
	"testing"

	"fengcun/internal/fengcuntest/swap"
)

// TestSwapGame asks everything that can be asked by particulars, as every member
// of staff at every organ, in two worlds that differ only in who is sealed: bytes,
// errors, codes, numbering, rows, their sizes and the log's entries are equal
// (Articles 10, 15, 16; P5). That the game would notice a leak is shown beside it,
// in package swap; what those who worked on the record can still have confirmed
// stands in docs/leakage.md.
func TestSwapGame(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	t.Parallel()
	swap.Play(t, swap.Strangers())
}
