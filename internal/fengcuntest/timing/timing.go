package timing

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"slices"
	"time"
)

// Oracle is one question that a stranger can ask and time. It is asked about the
// people of four groups, drawn at random.
type Oracle struct {
	Name string
	ask  [kinds]func() error
}

// NewOracle returns the oracle that asks about four groups of one size: people
// whose record is sealed, and three times people who were never known. What is
// asked by lies in one piece of memory, alternately of each group: two lists in
// two pages are already a difference of twenty nanoseconds.
func NewOracle[T any](name string, groups [4][]T, ask func(T) error) Oracle {
	all := make([][kinds]T, len(groups[sealed]))
	for k, group := range groups {
		for i, one := range group {
			all[i][k] = one
		}
	}
	o := Oracle{Name: name}
	for k := range o.ask {
		o.ask[k] = func() error { return ask(all[rand.IntN(len(all))][k]) }
	}
	return o
}

// Limit is the |t| above which a difference is one.
const Limit = 4.5

// kept is the share of the samples, the fastest, that are compared.
const kept = 0.9

// The kinds of sample.
const (
	sealed = iota
	never  // what each of the others is compared with
	again  // never, another group: the null control
	late   // never, another group, with a microsecond more: the control that must be seen
	kinds
)

// Run is one measurement.
type Run struct {
	T    float64 // of sealed against never; above zero where sealed is slower
	Null float64
	Late float64
	Mean float64 // microseconds of the kept samples about never
}

// Valid reports whether the controls did what they must.
func (r Run) Valid() bool { return math.Abs(r.Null) < Limit && r.Late > Limit }

func (r Run) String() string {
	return fmt.Sprintf("t %+.1f (same question %+.1f, one microsecond more %+.1f; %.1f µs)", r.T, r.Null, r.Late, r.Mean)
}

// Measure asks n times of each kind. It runs on one processor, so that no sample
// waits for another one to wake up.
func Measure(o Oracle, n int) (Run, error) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // collected between questions, never during one
	var samples [kinds][]float64
	for i := range n + warmUp {
		if i%collectEvery == 0 {
			runtime.GC()
		}
		for _, k := range rand.Perm(kinds) {
			took, err := timed(o.ask[k], k == late)
			if err != nil {
				return Run{}, fmt.Errorf("%s: %w", o.Name, err)
			}
			if i >= warmUp {
				samples[k] = append(samples[k], took)
			}
		}
	}
	crop(&samples)
	return Run{
		T:    welch(samples[sealed], samples[never]),
		Null: welch(samples[again], samples[never]),
		Late: welch(samples[late], samples[never]),
		Mean: mean(samples[never]),
	}, nil
}

const (
	collectEvery = 64
	warmUp       = 100 // questions that fill caches and prepare statements
)

// timed asks once and returns the microseconds it took.
func timed(ask func() error, late bool) (float64, error) {
	start := time.Now()
	err := ask()
	if late {
		for begun := time.Now(); time.Since(begun) < time.Microsecond; {
		}
	}
	return float64(time.Since(start).Nanoseconds()) / 1e3, err
}

// crop cuts the slowest samples off, at the same time for all kinds.
func crop(samples *[kinds][]float64) {
	all := slices.Sorted(slices.Values(slices.Concat(samples[:]...)))
	limit := all[int(float64(len(all)-1)*kept)]
	for k := range samples {
		samples[k] = slices.DeleteFunc(samples[k], func(v float64) bool { return v > limit })
	}
}

// welch returns Welch's t of two sets of samples, above zero where the first is
// slower.
func welch(a, b []float64) float64 {
	ma, mb := mean(a), mean(b)
	return (ma - mb) / math.Sqrt(variance(a, ma)/float64(len(a))+variance(b, mb)/float64(len(b)))
}

func mean(v []float64) float64 {
	var sum float64
	for _, x := range v {
		sum += x
	}
	return sum / float64(len(v))
}

func variance(v []float64, mean float64) float64 {
	var sum float64
	for _, x := range v {
		sum += (x - mean) * (x - mean)
	}
	return sum / float64(len(v)-1)
}
