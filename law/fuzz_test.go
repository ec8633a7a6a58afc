package law_test

import (
	"encoding/json"
	"testing"

	"fengcun"
	"fengcun/law"
)

// FuzzFacts: facts from outside are refused, or are decided with an explanation; what
// is refused is never "not sealed", and an error repeats nothing.
func FuzzFacts(f *testing.F) {
	for i, v := range law.Vectors() {
		if v.Kind == "sealing" && i%5 == 0 {
			f.Add([]byte(v.Facts))
		}
	}
	f.Add([]byte(`{"birth":{"date":"2008-02-30"}}`))
	f.Add([]byte(`{"acts":[null]}`))
	day := fengcun.NewDate(2026, 11, 23)
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := law.DecideJSON(text, day)
		if err != nil {
			if fengcun.KindOf(err) != fengcun.KindInvalid || d.Verdict != "" {
				t.Fatalf("%v, verdict %q", err, d.Verdict)
			}
			return
		}
		if d.Verdict == "" || d.RuleSet == "" {
			t.Fatalf("undecided without saying so: %+v", d)
		}
		facts, err := law.ParseFacts(text)
		if err != nil {
			t.Fatal(err)
		}
		again, err := json.Marshal(facts)
		if err != nil {
			t.Fatal(err)
		}
		if same, err := law.DecideJSON(again, day); err != nil || same.Verdict != d.Verdict {
			t.Fatalf("written and read again: %s, %v, was %s\n%s", same.Verdict, err, d.Verdict, again)
		}
	})
}

// FuzzUnsealingFacts: the same for the ground of lifting a seal; what is refused lifts
// nothing.
func FuzzUnsealingFacts(f *testing.F) {
	for _, v := range law.Vectors() {
		if v.Kind == "unsealing" {
			f.Add([]byte(v.Facts))
		}
	}
	f.Add([]byte(`{}`))
	day := fengcun.NewDate(2026, 11, 23)
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := law.DecideUnsealingJSON(text, day)
		if err != nil && (fengcun.KindOf(err) != fengcun.KindInvalid || d.Verdict != "") {
			t.Fatalf("%v, verdict %q", err, d.Verdict)
		}
	})
}
