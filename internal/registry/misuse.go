package registry

import (
	"context"
	"slices"
	"strings"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
)

// misusePayload is version 1 of the part: what a person made of what an inquiry told.
type misusePayload struct {
	Name   string `json:"name"`
	Number string `json:"number"`
	Unit   string `json:"unit"`
	What   string `json:"what"`
	Done   string `json:"done,omitempty"` // what was done about it
}

// ReportMisuse enters that a handling person misused what an inquiry told (Articles 17,
// 20). From now on that person is none in any inquiry at the organ: signs nothing, is
// handed nothing, is named in no application. The unit's permitted inquiries go back to
// the approver, who sees the misuse before permitting them again.
//
// Errors: misuse.person, misuse.what.
func (r *Registry) ReportMisuse(ctx context.Context, actor fengcun.Actor, id fengcun.ID, number fengcun.Particular, what fengcun.Particular) (fengcun.ID, error) {
	a, i, q, err := r.inquiryFor(ctx, actor, policy.ReportMisuse, id)
	if err != nil {
		return fengcun.ID{}, err
	}
	at := slices.IndexFunc(q.Handlers, func(h handlingPayload) bool { return h.Number == number.Reveal() })
	switch {
	case at < 0:
		return fengcun.ID{}, fengcun.Invalid("misuse.person", "person")
	case what == "":
		return fengcun.ID{}, fengcun.Invalid("misuse.what", "what")
	}
	h := q.Handlers[at]
	part, err := encodePart(partMisuse, misusePayload{Name: h.Name, Number: h.Number, Unit: q.Unit, What: what.Reveal()})
	if err != nil {
		return fengcun.ID{}, err
	}
	m := store.Misuse{
		ID: fengcun.NewID(), Organ: i.Organ, Inquiry: i.ID, Item: fengcun.NewID(),
		PersonTerm: r.personTerm(h.Number), UnitTerm: r.unitTerm(q.Unit), On: r.today(), By: actor.Staff,
	}
	statements, err := r.vault.Deposit(i.Organ, m.Item, []vault.Payload{part}, nil)
	if err != nil {
		return fengcun.ID{}, err
	}
	statements = append(statements, store.InsertMisuse(m))
	permitted, err := store.InquiriesIn(ctx, r.rows, i.Organ, fengcun.InquiryPermitted)
	if err != nil {
		return fengcun.ID{}, err
	}
	for _, other := range permitted {
		_, written, err := r.inquiryAsWritten(ctx, other.ID)
		if err != nil {
			return fengcun.ID{}, err
		}
		if r.unitTerm(written.Unit) != m.UnitTerm {
			continue
		}
		if err := move(&other, fengcun.InquiryNamed); err != nil {
			return fengcun.ID{}, err
		}
		other.PermittedBy = ""
		statements = append(statements, store.MoveInquiry(other))
	}
	a.object = m.ID
	receipt, err := r.commit(ctx, a, statements)
	if receipt.Replayed() {
		m.ID = receipt.ResultID()
	}
	return m.ID, err
}

// The terms by which a person and a unit are known again: keyed, so that no copy of the
// database confirms a guess.
func (r *Registry) personTerm(number string) string {
	return r.sealer.RequestKey("misuse person " + strings.ToUpper(strings.TrimSpace(number)))
}

func (r *Registry) unitTerm(unit string) string {
	return r.sealer.RequestKey("misuse unit " + strings.Join(strings.Fields(unit), ""))
}

// barred reports whether a person misused what an inquiry at the organ told, and no
// examination found otherwise.
func (r *Registry) barred(ctx context.Context, organ fengcun.OrganID, number string) (bool, error) {
	known, err := store.MisuseBy(ctx, r.rows, organ, r.personTerm(number), "")
	return slices.ContainsFunc(known, func(m store.Misuse) bool { return m.Outcome.Barred() }), err
}

// misusedOn are the days on which a misuse by the unit was entered that is not found to
// be none.
func (r *Registry) misusedOn(ctx context.Context, organ fengcun.OrganID, unit string) (days []fengcun.Date, err error) {
	known, err := store.MisuseBy(ctx, r.rows, organ, "", r.unitTerm(unit))
	for _, m := range known {
		if m.Outcome.Barred() {
			days = append(days, m.On)
		}
	}
	return days, err
}
