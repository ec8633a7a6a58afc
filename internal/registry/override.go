package registry

import (
	"context"
	"encoding/json"
	"unicode/utf8"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/store"
)

// What an entry of days may be long at most: characters of a name and of the document
// relied on, days.
const (
	longestSource   = 200
	longestDayName  = 40
	longestOverride = 400
)

// checkCalendar refuses days that the calendar does not take.
func (r *Registry) checkCalendar(ctx context.Context, c Change) error {
	if c.Calendar == nil {
		return fengcun.Invalid("change.incomplete", "calendar")
	}
	tooLong := utf8.RuneCountInString(c.Calendar.Source) > longestSource || len(c.Calendar.Days) > longestOverride
	for _, day := range c.Calendar.Days {
		tooLong = tooLong || utf8.RuneCountInString(day.Name) > longestDayName
	}
	if tooLong {
		return fengcun.Invalid("calendar.too_long", "days")
	}
	days, err := r.Calendar(ctx)
	if err == nil {
		_, err = days.With(*c.Calendar)
	}
	return err
}

// enterDays puts days into the calendar, as the second person of the change, and moves
// every running term of the installation whose last day is another one now: all in one
// commit, so that no term stands for a moment as neither the old calendar nor the new
// one gives it. Closed terms and answered applications stay as they were kept.
func (r *Registry) enterDays(ctx context.Context, a *act, p store.Proposal, c Change, decided store.Statement) error {
	days, position, err := r.days(ctx)
	if err != nil {
		return err
	}
	changed, err := days.With(*c.Calendar)
	if err != nil {
		return err
	}
	content, err := json.Marshal(c.Calendar)
	if err != nil {
		return err
	}
	position++
	moved, err := r.moved(ctx, changed, position)
	if err != nil {
		return err
	}
	_, err = r.commit(ctx, a, append(moved, decided, store.InsertOverride(store.CalendarOverride{
		Position: position, Content: string(content), ProposedBy: p.ProposedBy, ApprovedBy: a.actor.Staff, ApprovedOn: r.today(),
	})))
	return err
}

// moved are the statements that give running terms the due days of a calendar.
func (r *Registry) moved(ctx context.Context, days *calendar.Calendar, position int64) ([]store.Statement, error) {
	organs, err := store.Organs(ctx, r.rows)
	if err != nil {
		return nil, err
	}
	var statements []store.Statement
	for _, organ := range organs {
		deadlines, err := store.RunningDeadlines(ctx, r.rows, organ.ID)
		if err != nil {
			return nil, err
		}
		for _, d := range deadlines {
			now, err := dueIn(days, calendar.TermCode(d.Duty), d.Start)
			if err != nil {
				return nil, err
			}
			if now.Due != d.Due || now.Provisional != d.Provisional {
				statements = append(statements, store.MoveDeadline(d, now.Due, now.Provisional, position)...)
			}
		}
		certificates, err := store.AcceptedCertificates(ctx, r.rows, organ.ID)
		if err != nil {
			return nil, err
		}
		for _, c := range certificates {
			pauses, err := r.pauses(ctx, c.ID, store.Verification{})
			if err != nil {
				return nil, err
			}
			now, err := dueIn(days, calendar.CertificateIssue, c.AcceptedOn, pauses...)
			if err != nil {
				return nil, err
			}
			if now.Due != c.DueOn {
				statements = append(statements, store.MoveCertificate(c, now.Due, position)...)
			}
		}
	}
	return statements, nil
}

// EnteredDays is one entry of days in the calendar, with those who made it.
type EnteredDays struct {
	calendar.Override
	No         int64
	ProposedBy fengcun.StaffID
	ApprovedBy fengcun.StaffID
	ApprovedOn fengcun.Date
}

// EnteredDays lists them, the newest first. They are public: it is no act.
func (r *Registry) EnteredDays(ctx context.Context) ([]EnteredDays, error) {
	rows, err := store.OverridesAfter(ctx, r.rows, 0)
	if err != nil {
		return nil, err
	}
	list := make([]EnteredDays, len(rows))
	for i, row := range rows {
		e := EnteredDays{No: row.Position, ProposedBy: row.ProposedBy, ApprovedBy: row.ApprovedBy, ApprovedOn: row.ApprovedOn}
		if json.Unmarshal([]byte(row.Content), &e.Override) != nil {
			return nil, &fengcun.Error{Kind: fengcun.KindInternal, Code: "change.content"}
		}
		list[len(rows)-1-i] = e
	}
	return list, nil
}
