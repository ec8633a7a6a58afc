package registry

import (
	"context"
	"fmt"

	"fengcun"
	"fengcun/internal/openregister"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/law"
)

// Admit enters a disclosable conviction into the open register, from which
// certificates are answered (Article 15). Only a conviction with a recorded and
// approved *not seal* decision, or whose seal was lifted, is disclosable: what is
// due to be sealed or undecided never stands there.
func (r *Registry) Admit(ctx context.Context, actor fengcun.Actor, id fengcun.RecordID) error {
	a, rec, c, err := r.working(ctx, actor, policy.Admit, id, "")
	if err != nil {
		return err
	}
	facts, err := r.readFactsOf(ctx, c)
	if err != nil {
		return err
	}
	if rec.State.Withheld() || !facts.Outcome.Disposition.Conviction() {
		return errState("admit.withheld", rec.State, "4")
	}
	ground, err := r.disclosable(ctx, rec)
	if err != nil {
		return err
	}
	person, err := r.readPerson(ctx, c)
	if err != nil {
		return err
	}
	statements, err := r.open.Admit(openregister.Conviction{
		Ground: ground, Organ: rec.Organ, Person: identityOf(person.Person),
		Judgment: first(person.Numbers), Sentence: sentence(facts.Outcome),
	})
	if err != nil {
		return err
	}
	a.object = r.open.RowOf(rec.ID)
	// What came of it with a feed gives way: the organ that decided knows better.
	fed, err := r.fed(ctx, c)
	if err != nil {
		return err
	}
	if len(fed.standing) > 0 {
		statements = append(openregister.Remove(fed.standing...), statements...)
	}
	_, err = r.commit(ctx, a, append(append(fed.statements, statements...), store.HoldRecord(rec)))
	return err
}

// disclosable returns the recorded ground on which a disclosure rests: the
// approved decision not to seal, or the finished unsealing.
func (r *Registry) disclosable(ctx context.Context, rec store.Record) (openregister.Ground, error) {
	withheld := errState("admit.withheld", rec.State, "4")
	if rec.State == fengcun.RecordUnsealed {
		u, err := store.FinishedUnsealing(ctx, r.rows, rec.ID)
		if err != nil {
			return openregister.Ground{}, err
		}
		return openregister.Unsealed(u)
	}
	decisions, err := store.DecisionsOfRecord(ctx, r.rows, rec.ID)
	if err != nil {
		return openregister.Ground{}, err
	}
	// The newest decision counts; an older one may say otherwise.
	if len(decisions) == 0 {
		return openregister.Ground{}, withheld
	}
	return openregister.NotSealed(decisions[len(decisions)-1])
}

// sentence is what was decided, as codes: the principal penalty and its term.
func sentence(o law.Outcome) fengcun.Particular {
	return fengcun.Particular(fmt.Sprintf("%s %d-%d-%d", o.Disposition, o.Term.Years, o.Term.Months, o.Term.Days))
}

// identityOf is what a person can be looked up by in the open register.
func identityOf(p fengcun.Person) openregister.Identity {
	i := openregister.Identity{Birth: p.Birth}
	if len(p.Names) > 0 {
		i.Name = p.Names[0].Text
	}
	for _, d := range p.Documents {
		if d.Kind == fengcun.ResidentID || i.IDNumber == "" {
			i.IDNumber = d.Number
		}
	}
	return i
}

func first(numbers []fengcun.Particular) fengcun.Particular {
	if len(numbers) == 0 {
		return ""
	}
	return numbers[0]
}

// withdrawElsewhere does it where a notice of an organ on another installation is
// received. What is decided here leaves the register with the decision.
func (r *Registry) withdrawElsewhere(ctx context.Context, rec store.Record, c store.Copy) ([]store.Statement, error) {
	o, err := store.Organ(ctx, r.rows, rec.Organ)
	if err != nil || o.Here() {
		return nil, err
	}
	return r.withdrawOpen(ctx, rec, c)
}

// withdrawOpen takes a record out of the open register, however it came there, and
// seals the refusals that rested on it: they are particulars of this record and never
// an "earlier result".
func (r *Registry) withdrawOpen(ctx context.Context, rec store.Record, c store.Copy) ([]store.Statement, error) {
	fed, err := r.fed(ctx, c)
	if err != nil {
		return nil, err
	}
	rows, statements := fed.standing, fed.statements
	// A refusal may rest on a row that gave way to the organ's own since.
	rested := fed.all
	if !rec.State.Withheld() && c.Organ == rec.Organ {
		row := r.open.RowOf(rec.ID)
		rows, rested = append(rows, row), append(rested, row)
	}
	if len(rows) > 0 {
		statements = append(statements, openregister.Remove(rows...)...)
	}
	var refusals []store.Certificate
	for _, row := range rested {
		more, err := store.CertificatesRestingOn(ctx, r.rows, row)
		if err != nil {
			return nil, err
		}
		refusals = append(refusals, more...)
	}
	for _, refusal := range refusals {
		run := r.runs.join(refusal.Organ)
		sealing, err := run.seal(ctx, refusal.Item)
		run.leave()
		if err != nil {
			return nil, err
		}
		statements = append(statements, sealing...)
		statements = append(statements, store.ForgetBasis(refusal))
	}
	return statements, nil
}
