package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
)

// AddNumber adds a number that the matter was given later: by the procuratorate,
// the next instance, a retrial, enforcement. From then on the copy is found by it
// too, under the same conditions as by the others. The earlier particulars stay
// in the item.
func (r *Registry) AddNumber(ctx context.Context, actor fengcun.Actor, id fengcun.RecordID, number fengcun.Particular) error {
	a, rec, c, err := r.working(ctx, actor, policy.AddNumber, id, "")
	if err != nil {
		return err
	}
	if number == "" {
		return fengcun.Invalid("file.number", "number")
	}
	person, err := r.readWholePerson(ctx, c)
	if err != nil {
		return err
	}
	for _, known := range person.Numbers {
		if numberTerm(known) == numberTerm(number) {
			return nil // known already: nothing to do, and nothing said about anybody else
		}
	}
	person.Numbers = append(person.Numbers, number)
	payload, err := person.payload()
	if err != nil {
		return err
	}
	_, statements, err := r.vault.Append(ctx, c.Item, payload)
	if err != nil {
		return err
	}
	terms, err := r.vault.AddTerms(ctx, c.Item, vault.Terms{numberTerm(number)})
	if err != nil {
		return err
	}
	_, err = r.commit(ctx, a, append(append(statements, terms...), store.HoldRecord(rec)))
	return err
}
