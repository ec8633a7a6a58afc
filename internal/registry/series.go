package registry

import (
	"cmp"
	"context"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/store"
)

// nextNumber returns the statements that take the next number of an organ's series.
// With the first of a year it is fixed how the numbers of that year are written: what
// an organ sets later counts from the next year on, and no number ever changes.
func (r *Registry) nextNumber(organ fengcun.OrganID, s document.Series, year int) []store.Statement {
	return append(store.NextNumber(organ, string(s), year), r.fixFormat(organ, s, year))
}

func (r *Registry) fixFormat(organ fengcun.OrganID, s document.Series, year int) store.Statement {
	return store.FixFormat(organ, string(s), year, string(r.press.Format(organ, s)))
}

// format is how the numbers of a year are written.
func (r *Registry) format(ctx context.Context, organ fengcun.OrganID, s document.Series, year int) (document.Format, error) {
	fixed, ok, err := store.NumberFormat(ctx, r.rows, organ, string(s), year)
	switch {
	case err != nil:
		return "", err
	case !ok:
		return r.press.Format(organ, s), nil
	case fixed == "":
		return document.DefaultFormat(s), nil
	}
	return document.Format(fixed), nil
}

// number writes a number of an organ's series.
func (r *Registry) number(ctx context.Context, o fengcun.Organ, s document.Series, year, serial int) (string, error) {
	f, err := r.format(ctx, o.ID, s, year)
	return f.Number(o, year, serial), err
}

// NumbersOutside reports whether somebody else gives the numbers of an organ's series.
func (r *Registry) NumbersOutside(organ fengcun.OrganID, s document.Series) bool {
	return r.press.Outside(organ, s)
}

// given checks whether a number that somebody else gave goes with the organ's series:
// it is needed where the organ's numbers come from outside, and refused elsewhere.
func (r *Registry) given(organ fengcun.OrganID, s document.Series, given bool) error {
	switch {
	case given == r.NumbersOutside(organ, s):
		return nil
	case given:
		return fengcun.Invalid("number.own", "number")
	}
	return fengcun.Invalid("number.needed", "number")
}

func errTaken() error {
	return &fengcun.Error{Kind: fengcun.KindConflict, Code: "number.taken", Field: "number"}
}

// takeOutside returns the statement that takes a number that somebody else gave. It
// stays taken whatever becomes of its paper, and is asked for alike for everybody.
func (r *Registry) takeOutside(ctx context.Context, a *act, s document.Series, number string) (store.Statement, error) {
	digest := r.sealer.RequestKey("number:" + number)
	taken, err := store.OutsideTaken(ctx, r.rows, a.actor.Organ, string(s), digest)
	if err != nil {
		return store.Statement{}, err
	}
	if taken {
		// A request that is sent again is answered from what it made.
		if done, err := r.committed(ctx, a); err != nil || !done {
			return store.Statement{}, cmp.Or(err, errTaken())
		}
	}
	return store.TakeOutside(a.actor.Organ, string(s), digest), nil
}

// certificateNumber is the number of the answer to an application.
func (r *Registry) certificateNumber(ctx context.Context, o fengcun.Organ, c store.Certificate, q applicationPayload) (string, error) {
	if q.Given != "" {
		return q.Given, nil
	}
	return r.number(ctx, o, document.SeriesCertificate, c.Year, c.Serial)
}
