package registry

import (
	"context"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
)

// Correction is what a register states later about a person's birth.
type Correction struct {
	Record fengcun.RecordID
	Birth  fengcun.Date
	Source string // code: household_register, hospital, court
}

type correctionPayload struct {
	Record fengcun.RecordID `json:"record"`
	Birth  fengcun.Date     `json:"birth"`
	Source string           `json:"source"`
}

// ReportCorrection enters a correction and starts a review at the deciding organ.
// Age rests on the birth date which that organ found: a correction changes
// nothing by itself, neither the record nor its seal. It lies in an item of its
// own, because a sealed record cannot be added to, and need not be opened.
func (r *Registry) ReportCorrection(ctx context.Context, actor fengcun.Actor, q Correction) (fengcun.ID, error) {
	switch {
	case !q.Birth.Valid():
		return fengcun.ID{}, fengcun.Invalid("correction.birth", "birth")
	case q.Source == "":
		return fengcun.ID{}, fengcun.Invalid("correction.source", "source")
	}
	rec, a, err := r.reviewing(ctx, actor, q.Record)
	if err != nil {
		return fengcun.ID{}, err
	}
	payload, err := encodePart(partCorrection, correctionPayload(q))
	if err != nil {
		return fengcun.ID{}, err
	}
	item := fengcun.NewID()
	deposit, err := r.vault.Deposit(rec.Organ, item, []vault.Payload{payload}, nil)
	if err != nil {
		return fengcun.ID{}, err
	}
	clock, err := r.startClock(ctx, rec.Organ, calendar.CorrectionReview, item, r.today())
	if err != nil {
		return fengcun.ID{}, err
	}
	a.object = item
	_, err = r.commit(ctx, a, append(deposit, clock))
	return a.object, err
}

// Review shows a reported correction.
func (r *Registry) Review(ctx context.Context, actor fengcun.Actor, review fengcun.ID) (Correction, error) {
	q, a, err := r.review(ctx, actor, review)
	if err != nil {
		return Correction{}, err
	}
	if _, err := r.commit(ctx, a, nil); err != nil {
		return Correction{}, err
	}
	return q, nil
}

// CloseReview ends a review, and seals the correction with the record if that is
// sealed. Whether the finding of age stands is decided by whoever closes: if it
// does not, the matter is reopened, by the act of that name and with its second
// person.
func (r *Registry) CloseReview(ctx context.Context, actor fengcun.Actor, review fengcun.ID) error {
	q, a, err := r.review(ctx, actor, review)
	if err != nil {
		return err
	}
	rec, err := store.RecordByID(ctx, r.rows, q.Record)
	if err != nil {
		return err
	}
	statements := []store.Statement{store.CloseDeadlines(rec.Organ, review, r.today())}
	if rec.State == fengcun.RecordSealed {
		run := r.runs.join(rec.Organ)
		defer run.leave()
		sealing, err := run.seal(ctx, review)
		if err != nil {
			return err
		}
		statements = append(statements, sealing...)
	}
	_, err = r.commit(ctx, a, statements)
	return err
}

// review reads a correction, for an actor of the deciding organ.
func (r *Registry) review(ctx context.Context, actor fengcun.Actor, review fengcun.ID) (Correction, *act, error) {
	part, err := r.openPart(ctx, review, partCorrection)
	if err != nil {
		return Correction{}, nil, err
	}
	var q correctionPayload
	if err := decodePart(part, &q); err != nil {
		return Correction{}, nil, err
	}
	_, a, err := r.reviewing(ctx, actor, q.Record)
	if err != nil {
		return Correction{}, nil, err
	}
	a.object = review
	return Correction(q), a, nil
}

func (r *Registry) reviewing(ctx context.Context, actor fengcun.Actor, id fengcun.RecordID) (store.Record, *act, error) {
	a, err := r.authorize(ctx, policy.Request{
		Actor: actor, Act: policy.ReviewCorrection, Organ: actor.Organ, Assignee: actor.Staff, Sealed: true,
	}, id)
	if err != nil {
		return store.Record{}, nil, err
	}
	rec, err := r.ownRecord(ctx, actor, id)
	return rec, a, err
}
