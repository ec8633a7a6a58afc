package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// readWholePerson decrypts the particulars as they were entered, for an act that writes
// them anew.
func (r *Registry) readWholePerson(ctx context.Context, c store.Copy) (particulars, error) {
	payload, err := r.openPart(ctx, c.Item, partParticulars)
	if err != nil {
		return particulars{}, err
	}
	return readParticulars(payload)
}

// Guardians lists those of the family who are in a record's particulars and whose rights
// have not ended, for the handler who has it in hand.
func (r *Registry) Guardians(ctx context.Context, actor fengcun.Actor, id fengcun.RecordID) ([]fengcun.Guardian, error) {
	a, _, c, err := r.working(ctx, actor, policy.BarGuardian, id, "")
	if err != nil {
		return nil, err
	}
	a.detail = "view"
	if _, err := r.commit(ctx, a, nil); err != nil {
		return nil, err
	}
	p, err := r.readPerson(ctx, c)
	return p.Person.Guardians, err
}

// BarGuardian bars a representative in a matter who is its victim or co-accused or was
// deprived of guardianship: no explanation to him or her counts, no address is kept in
// sight, and no other organ is given one. Which one is said by the place in the list of
// Guardians, from 1: a name stands in no address and on no command line.
//
// Errors (invalid): guardian.reason, guardian.number, guardian.barred.
func (r *Registry) BarGuardian(ctx context.Context, actor fengcun.Actor, id fengcun.RecordID, number int, reason fengcun.BarReason) error {
	a, rec, c, err := r.working(ctx, actor, policy.BarGuardian, id, "")
	if err != nil {
		return err
	}
	if !slices.Contains(fengcun.BarReasons(), reason) {
		return fengcun.Invalid("guardian.reason", "reason")
	}
	shown, err := r.readPerson(ctx, c)
	if err != nil {
		return err
	}
	if number < 1 || number > len(shown.Person.Guardians) {
		return fengcun.Invalid("guardian.number", "guardian")
	}
	chosen := shown.Person.Guardians[number-1]
	if chosen.Barred {
		return fengcun.Invalid("guardian.barred", "guardian")
	}
	whole, err := r.readWholePerson(ctx, c)
	if err != nil {
		return err
	}
	for i, g := range whole.Person.Guardians {
		if g == chosen {
			whole.Person.Guardians[i].Barred = true
		}
	}
	payload, err := whole.payload()
	if err != nil {
		return err
	}
	_, statements, err := r.vault.Append(ctx, c.Item, payload)
	if err != nil {
		return err
	}
	a.detail = string(reason)
	_, err = r.commit(ctx, a, append(statements, store.HoldRecord(rec)))
	return err
}
