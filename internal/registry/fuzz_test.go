package registry_test

import (
	"fmt"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// FuzzMessageBody: whatever an organ elsewhere writes into a message under its own key,
// it takes effect or is refused by a code; the record that it speaks of is never sealed,
// reopened or moved by it.
func FuzzMessageBody(f *testing.F) {
	d := district.Open(f)
	facts := district.Sentenced(birth, fengcun.Term{Years: 1})
	c := d.File(wang, string(number), facts)
	d.Decide(c, facts)
	d.Notify(&c)
	state := d.State(c.Record)
	for _, kind := range []string{"notice", "withdrawal", "probe", "probed", "key", "receipt", "coordination", "confirmation", "return", "nothing"} {
		f.Add([]byte(fmt.Sprintf(`{"version":1,"kind":%q,"notice":%q,"on":"2026-11-23","at":1795402800,"passed":1,"counts":[{"kind":"system_row","state":"confirmed","number":1}],
"served":{"record":%q,"issuer":"court-0101","year":2026,"serial":1,"law":"11","basis":"11","dispatched":"2026-11-23","person":{},"facts":{}},"card":"AAAA"}`, kind, c.Notice, c.Record)))
	}
	for _, seed := range []string{``, `null`, `{"version":1,"kind":"probed","passed":-1}`, `{"version":1,"kind":"notice","served":null}`, `{"version":1,"kind":"receipt","on":"2026-02-30"}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		err := d.Registry.TakeBody(t.Context(), sample.Police, sample.Court, raw)
		if err != nil && (fengcun.KindOf(err) == fengcun.KindInternal || fengcun.CodeOf(err) == "") {
			t.Fatalf("refused without a code: %v", err)
		}
		now, err := store.RecordByID(t.Context(), d.Store.Reader(), c.Record)
		if err != nil || now.State != state {
			t.Fatalf("the record is %s after a message, was %s, %v", now.State, state, err)
		}
	})
}
