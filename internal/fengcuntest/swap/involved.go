package swap

import (
	"context"
	"fmt"

	"fengcun"
	"fengcun/internal/sample"
)

// Involved returns the questions by identifiers that were shown to those who
// worked on the record, as every member of the sample staff.
//
// Each is asked in worlds of its own (PlayInvolved), for some of them change the
// record when they are allowed.
func Involved() []Asked {
	var all []Asked
	for _, actor := range sample.Staff() {
		for _, act := range byIdentifier(actor) {
			all = append(all, Asked{actor, act.name, Probe{act.name + " as " + string(actor.Staff), func(w *World, p fengcun.Person) ([]byte, error) {
				noted := w.Noted(p)
				if noted.Copies[actor.Organ].IsZero() { // an organ without a copy of its own tries the court's
					noted.Copies = map[fengcun.OrganID]fengcun.CopyID{actor.Organ: noted.Copies[sample.Court]}
					noted.Holdings = map[fengcun.OrganID][]fengcun.HoldingID{actor.Organ: noted.Holdings[sample.Court]}
				}
				return act.run(w, noted)
			}}})
		}
		all = append(all, Asked{actor, "file again", Probe{"file again with the same request key as " + string(actor.Staff), func(w *World, p fengcun.Person) ([]byte, error) {
			filed, err := w.Registry.File(context.Background(), actor, w.Filing(p))
			return fmt.Appendf(nil, "%d %d", len(filed.Records), len(filed.Copies)), err
		}}})
	}
	return all
}

// Asked is an involved probe with who asks and what for.
type Asked struct {
	Actor fengcun.Actor
	Act   string
	Probe Probe
}

// Leaks runs the involved probes and returns those that differ. Probes that the
// policy allows may change a record, so they come last, each about the person in
// worlds that earlier probes left alone.
func Leaks(worlds func() (a, b *World), asked []Asked) ([]Asked, error) {
	a, b := worlds()
	var leaking []Asked
	for _, q := range asked {
		differences, err := Differences(a, b, []Probe{q.Probe})
		if err != nil {
			return nil, err
		}
		if len(differences) > 0 {
			leaking = append(leaking, q)
			a, b = worlds() // what differed once would show in every count behind it
		}
	}
	return leaking, nil
}
