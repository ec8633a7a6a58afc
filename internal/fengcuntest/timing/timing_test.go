package timing

import (
	"errors"
	"testing"
)

// TestTheTestOfTimeHasPower: a microsecond more on either side is a leak, equal
// work is none, whatever it is.
func TestTheTestOfTimeHasPower(t *testing.T) {
	equal := func() error { return nil }
	slower := func() error { _, err := timed(equal, true); return err }
	for _, c := range []struct {
		name          string
		sealed, never func() error
		leak          bool
	}{
		{"equal work", equal, equal, false},
		{"equal, more of it", slower, slower, false},
		{"slower where sealed", slower, equal, true},
		{"faster where sealed", equal, slower, true},
	} {
		leak, err := Judge(working(c.name, c.sealed, c.never), 1000, func(r Run) { t.Log(c.name, r) })
		if errors.Is(err, errVoid) {
			t.Skip(err) // the machine is too busy to show anything
		}
		if err != nil || leak != c.leak {
			t.Errorf("%s: leak %v, %v", c.name, leak, err)
		}
	}
}

// TestVoid: where a microsecond cannot be seen nothing is said, and an answer that
// fails is no sample.
func TestVoid(t *testing.T) {
	turn := 0
	restless := func() error {
		for range turn % 1000 * 200 { // up to some hundred microseconds
			turn += 0
		}
		turn += 7919
		return nil
	}
	if _, err := Judge(working("restless", restless, restless), 50, func(Run) {}); !errors.Is(err, errVoid) {
		t.Errorf("a run whose controls fail counted: %v", err)
	}
	failing := func() error { return errVoid }
	if _, err := Measure(working("failing", failing, failing), 10); err == nil {
		t.Error("a failing answer was measured")
	}
}

// working is an oracle that does the one work for the sealed and the other for
// everybody else.
func working(name string, sealed, never func() error) Oracle {
	type work = []func() error
	return NewOracle(name, [4]work{{sealed}, {never}, {never}, {never}}, func(do func() error) error { return do() })
}
