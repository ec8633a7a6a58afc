package swap

import (
	"context"
	"fmt"

	"fengcun"
	"fengcun/internal/sample"
)

// Asked is a probe by identifier, with who asks and through which act.
type Asked struct {
	Staff fengcun.StaffID
	Act   string
	Probe Probe
}

// Involved returns the questions by identifiers that were shown to those who
// worked on the record, as every member of the sample staff: such an identifier
// may have been noted, mailed or photographed.
func Involved() []Asked {
	var all []Asked
	for _, actor := range sample.Staff() {
		ask := func(name string, run func(w *World, p fengcun.Person) ([]byte, error)) {
			all = append(all, Asked{actor.Staff, name, Probe{name + " as " + string(actor.Staff), run}})
		}
		for _, act := range byIdentifier(actor) {
			ask(act.name, func(w *World, p fengcun.Person) ([]byte, error) {
				noted := w.Noted(p)
				if noted.Copies[actor.Organ].IsZero() { // an organ without a copy of its own tries the court's
					noted.Copies = map[fengcun.OrganID]fengcun.CopyID{actor.Organ: noted.Copies[sample.Court]}
					noted.Holdings = map[fengcun.OrganID][]fengcun.HoldingID{actor.Organ: noted.Holdings[sample.Court]}
				}
				return act.run(w, noted)
			})
		}
		ask("file again", func(w *World, p fengcun.Person) ([]byte, error) {
			filed, err := w.Registry.File(context.Background(), actor, w.Filing(p))
			return fmt.Appendf(nil, "%d %d", len(filed.Records), len(filed.Copies)), err
		})
	}
	return all
}

// Leaks returns those of the probes that differ when they are about X: whoever worked on
// a record asks by what they noted there, and about Y it is the same question with the
// worlds exchanged. worlds makes the two worlds, anew
// after each difference, because what differed once shows in every count behind
// it.
func Leaks(worlds func() (a, b *World), asked []Asked) ([]Asked, error) {
	a, b := worlds()
	var leaking []Asked
	for _, q := range asked {
		d, err := ask(a, b, q.Probe, "X", a.X)
		if err != nil {
			return nil, err
		}
		if d.A != d.B {
			leaking = append(leaking, q)
			a, b = worlds()
		}
	}
	return leaking, nil
}
