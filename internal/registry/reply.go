package registry

import (
	"context"
	"io"
	"time"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// Reply is what an organ on paper answered to a notice, as the organ that served
// it enters it by hand.
type Reply struct {
	Notice    fengcun.NoticeID
	Recipient fengcun.OrganID
	State     fengcun.DeliveryState // received, coordinating, confirmed or returned
	At        time.Time             // when it happened there; the civil date of the receipt starts the clock
	By        fengcun.Particular    // who signed there
	Number    fengcun.Particular    // number of the answer, if it has one
	Scan      io.Reader             // the scanned receipt or answer; its content is stored encrypted
	Counts    []store.ReportedCount // holdings by kind and state, as far as reported
}

// EnterReply enters the answer of an organ on paper (Articles 11 to 13). The
// recipient's own three days run from its receipt as for everybody else; they are
// that organ's duty and stand against nobody else. With the last confirmation the
// record is sealed.
func (r *Registry) EnterReply(ctx context.Context, actor fengcun.Actor, q Reply) (Confirmed, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.EnterReply, Organ: actor.Organ}, q.Notice)
	if err != nil {
		return Confirmed{}, err
	}
	n, d, err := r.openDelivery(ctx, q.Notice, q.Recipient)
	if err != nil {
		return Confirmed{}, err
	}
	if d.Sender != actor.Organ {
		return Confirmed{}, errNotFound("notice")
	}
	recipient, err := store.Organ(ctx, r.rows, q.Recipient)
	if err != nil {
		return Confirmed{}, err
	}
	if recipient.Connection != fengcun.OnPaper {
		return Confirmed{}, &fengcun.Error{Kind: fengcun.KindConflict, Code: "reply.not_paper", Field: "recipient"}
	}
	next, err := r.answered(d, q.State, q.At)
	if err != nil {
		return Confirmed{}, err
	}
	statements := []store.Statement{store.MoveDelivery(next)}
	entry, err := r.filePaper(ctx, d, q)
	if err != nil {
		return Confirmed{}, err
	}
	statements = append(statements, entry...)
	if q.Counts != nil {
		statements = append(statements, store.ReplaceCounts(n.ID, recipient.ID, q.Counts)...)
	}
	last := -1
	switch q.State {
	case fengcun.DeliveryReceived:
		clock, err := r.receiptClock(ctx, recipient.ID, d.Basis, n.ID, next.ReceivedOn)
		if err != nil {
			return Confirmed{}, err
		}
		statements = append(statements, clock...)
	case fengcun.DeliveryConfirmed, fengcun.DeliveryReturned:
		run := r.runs.join(actor.Organ)
		defer run.leave()
		sealing, err := run.seal(ctx, d.Item) // nothing is left to be entered
		if err != nil {
			return Confirmed{}, err
		}
		statements = append(append(statements, sealing...), store.CloseDeadlines(recipient.ID, n.ID, fengcun.DateOf(q.At)))
		if q.State == fengcun.DeliveryReturned {
			up, err := r.nothingBelow(ctx, n, d)
			if err != nil {
				return Confirmed{}, err
			}
			statements = append(statements, up...)
		} else {
			up, err := r.confirmUp(ctx, n.Record, d.Sender)
			if err != nil {
				return Confirmed{}, err
			}
			statements = append(append(statements, up...), store.SealRecordIfComplete(n.Record))
			last = len(statements) - 1
		}
	}
	a.subject, a.object, a.detail = n.Record, n.ID, string(q.State)
	receipt, err := r.commit(ctx, a, statements)
	if err != nil {
		return Confirmed{}, err
	}
	return Confirmed{CopySealed: q.State == fengcun.DeliveryConfirmed, RecordSealed: receipt.Affected(last) == 1}, nil
}

// openDelivery loads a delivery that is still somebody's task. What is confirmed
// everywhere, withdrawn or unknown is the same answer.
func (r *Registry) openDelivery(ctx context.Context, notice fengcun.NoticeID, recipient fengcun.OrganID) (store.Notice, store.Delivery, error) {
	n, err := store.NoticeByID(ctx, r.rows, notice)
	if err != nil {
		return n, store.Delivery{}, err
	}
	d, err := store.DeliveryTo(ctx, r.rows, notice, string(recipient))
	if err != nil {
		return n, d, asked("notice", err)
	}
	if n.State != fengcun.NoticeIssued || d.State == fengcun.DeliveryConfirmed || d.ReplacedBy != "" {
		return n, d, errNotFound("notice")
	}
	return n, d, nil
}

// answered moves a delivery on to what the recipient reports. What happened there
// lies neither before the step before it nor in the future.
func (r *Registry) answered(d store.Delivery, to fengcun.DeliveryState, at time.Time) (store.Delivery, error) {
	if to == fengcun.DeliveryReceived {
		return r.received(d, at)
	}
	if _, err := d.State.Next(to); err != nil {
		return d, err
	}
	switch on := fengcun.DateOf(at); {
	case at.After(r.clock()):
		return d, fengcun.Invalid("receive.future", "at")
	case on.Before(d.DispatchedOn), on.Before(d.ReceivedOn):
		return d, fengcun.Invalid("reply.before_receipt", "at")
	}
	d.State = to
	return d, nil
}

// filePaper adds an entry to the papers of a delivery. A receipt and a
// confirmation are believed only with the paper that was signed.
func (r *Registry) filePaper(ctx context.Context, d store.Delivery, q Reply) ([]store.Statement, error) {
	if q.By == "" {
		return nil, fengcun.Invalid("reply.by", "by")
	}
	if q.Scan == nil && q.State != fengcun.DeliveryCoordinating {
		return nil, fengcun.Invalid("reply.scan", "scan")
	}
	entry := servicePayload{State: q.State, On: fengcun.DateOf(q.At), By: q.By.Reveal(), Number: q.Number.Reveal()}
	var statements []store.Statement
	if q.Scan != nil {
		file, put, err := r.vault.PutFile(ctx, d.Item, &scan{r: q.Scan})
		if err != nil {
			return nil, err
		}
		statements, entry.File = put, file.String()
	}
	payload, err := encodePart(partService, entry)
	if err != nil {
		return nil, err
	}
	_, added, err := r.vault.Append(ctx, d.Item, payload)
	return append(statements, added...), err
}

// longestScan bounds a scan, in bytes: some hundred pages.
const longestScan = 64 << 20

// scan reads a scan and fails beyond the bound, so that nothing of it is kept.
type scan struct {
	r    io.Reader
	read int64
}

// Read implements io.Reader.
func (s *scan) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if s.read += int64(n); s.read > longestScan {
		return n, fengcun.Invalid("reply.scan_size", "scan")
	}
	return n, err
}
