package roster

import "crypto/sha256"

// doubles remembers the rows of this one file. It never sees another file or a
// database: whether a person is already on file is not for a report to say.
type doubles struct {
	rows  map[digest]int // whole content -> line
	cases map[digest]int // person and case number -> line
}

type digest [16]byte

func newDoubles() *doubles {
	return &doubles{rows: map[digest]int{}, cases: map[digest]int{}}
}

// remember returns the line of the first row with the same key, 0 if there was
// none.
func remember(seen map[digest]int, key []byte, line int) int {
	sum := sha256.Sum256(key)
	d := digest(sum[:16])
	if first, ok := seen[d]; ok {
		return first
	}
	seen[d] = line
	return 0
}
