package timing

import (
	"errors"
	"os"
	"strconv"
	"testing"
)

// runs is how many valid runs a verdict rests on, attempts how many may be void
// before and among them.
const (
	runs     = 3
	attempts = 8
)

// errVoid says that the machine was too restless for the controls.
var errVoid = errors.New("too few valid runs: the controls failed")

// Judge measures until three valid runs have said whether two of them have the same
// sign above Limit, which is a leak; the third is spared where two already agree.
func Judge(o Oracle, n int, report func(Run)) (leak bool, err error) {
	slower, faster, equal := 0, 0, 0
	for tried := 0; slower < 2 && faster < 2 && equal < 2 && slower+faster+equal < runs; tried++ {
		if tried == attempts {
			return false, errVoid
		}
		r, err := Measure(o, n)
		if err != nil {
			return false, err
		}
		report(r)
		if !r.Valid() {
			continue
		}
		switch {
		case r.T > Limit:
			slower++
		case r.T < -Limit:
			faster++
		default:
			equal++
		}
	}
	return slower >= 2 || faster >= 2, nil
}

// Check fails the test if an oracle leaks. It runs where FENGCUN_TIMING is set: to
// 1, or to how many samples of each kind are to be taken. At 1, as for every change,
// a machine too busy to see a microsecond says nothing and the oracle is skipped;
// with a number, as at night, that is a failure too.
func Check(t *testing.T, o Oracle) {
	t.Helper()
	t.Run(o.Name, func(t *testing.T) {
		leak, err := Judge(o, samples(t), func(r Run) {
			t.Logf("%v, valid %v", r, r.Valid())
		})
		if errors.Is(err, errVoid) && os.Getenv("FENGCUN_TIMING") == "1" {
			t.Skip(err)
		}
		if err != nil {
			t.Error(err)
		}
		if leak {
			t.Error("the time of the answer tells whether a record is sealed")
		}
	})
}

// Skip skips a test of time where none is asked for, and has the installations of
// the others lie in memory, so that no disk is measured.
func Skip(t *testing.T) {
	t.Helper()
	samples(t)
	const memory = "/dev/shm"
	if _, err := os.Stat(memory); err == nil {
		t.Setenv("TMPDIR", memory)
	}
}

func samples(t *testing.T) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv("FENGCUN_TIMING"))
	switch {
	case err != nil || n < 1:
		t.Skip("set FENGCUN_TIMING=1 to measure time")
	case n == 1:
		return 20_000
	}
	return n
}
