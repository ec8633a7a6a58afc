package registry_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// That the person was told leaves one entry in the log and nothing else. What does not
// stand sealed, that of another organ and that of nobody are the same miss, and a fault
// of what was typed is found before anything is looked up.
func TestTellSeal(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		sealed := d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
		due := d.File(never, "（2026）沪0101刑初13号", district.Sentenced(birth, fengcun.Term{Years: 3}))
		told := registry.SealTold{Record: sealed.Record, To: registry.ToPerson, Shown: fengcun.ResidentID, Alone: true}
		tell := func(change func(*registry.SealTold), by fengcun.Actor) error {
			q := told
			change(&q)
			return d.Registry.TellSeal(ctx, by, q)
		}
		same := func(*registry.SealTold) {}
		elsewhere := sample.Member(sample.Police, fengcun.RoleHandler)
		miss := func(when string) {
			t.Helper()
			first := tell(func(q *registry.SealTold) { q.Record = fengcun.NewID() }, handler)
			refusal(t, first, "not_found")
			for what, err := range map[string]error{
				"not sealed":          tell(func(q *registry.SealTold) { q.Record = due.Record }, handler),
				"no record":           tell(func(q *registry.SealTold) { q.Record = fengcun.ID{} }, handler),
				"its copy":            tell(func(q *registry.SealTold) { q.Record = sealed.Copy }, handler),
				"of another organ":    tell(same, elsewhere),
				"of nobody elsewhere": tell(func(q *registry.SealTold) { q.Record = fengcun.NewID() }, elsewhere),
			} {
				if err == nil || err.Error() != first.Error() {
					t.Errorf("%s, %s: %v, not %v", when, what, err, first)
				}
			}
		}
		miss("filed")
		d.Decide(due, district.Sentenced(birth, fengcun.Term{Years: 3}))
		miss("due")

		for _, id := range []fengcun.RecordID{sealed.Record, due.Record, fengcun.NewID()} {
			for code, spoil := range map[string]func(*registry.SealTold){
				"tell.to":    func(q *registry.SealTold) { q.To = registry.ToCloseRelative },
				"tell.shown": func(q *registry.SealTold) { q.Shown = "badge" },
				"tell.alone": func(q *registry.SealTold) { q.Alone = false },
			} {
				refusal(t, tell(func(q *registry.SealTold) { q.Record = id; spoil(q) }, handler), code)
			}
			for _, who := range []fengcun.Actor{approver, askWindow, sample.Member(sample.Court, fengcun.RoleCustodian), sample.Member(sample.Court, fengcun.RoleAuditAdmin)} {
				refusal(t, tell(func(q *registry.SealTold) { q.Record = id }, who), "policy.denied")
			}
		}

		for to, word := range map[registry.Audience]string{registry.ToPerson: "person", registry.ToRepresentative: "guardian"} {
			for _, shown := range fengcun.DocumentKinds() { // the longest fits the log
				before := entriesOf(t, d)
				if err := tell(func(q *registry.SealTold) { q.To, q.Shown = to, shown }, handler); err != nil {
					t.Fatal(err)
				}
				if detail, err := d.Registry.LastDetail(ctx, sample.Court); err != nil || detail != "tell_seal "+word+":"+string(shown) {
					t.Errorf("the log says %q, %v", detail, err)
				}
				if n := entriesOf(t, d) - before; n != 1 {
					t.Errorf("%d entries", n)
				}
			}
		}
		if d.State(sealed.Record) != fengcun.RecordSealed {
			t.Error("telling changed the record")
		}
	})
}
