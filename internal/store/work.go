package store

import (
	"context"

	"fengcun"
)

// What waits at an organ. Each query takes the organ, so that nothing of another
// one is read to be left out afterwards.

// CopiesDue returns an organ's working copies of records that are due to be
// sealed, whosever task they are, in the order in which their terms end.
func CopiesDue(ctx context.Context, q Queryer, organ fengcun.OrganID) ([]Copy, error) {
	return collect(ctx, q, scanCopy, `
SELECT c.copy_id, c.record_id, c.organ_id, c.item_id, c.assignee, c.state, c.version
FROM copy c
JOIN record r ON r.record_id = c.record_id
WHERE c.organ_id = $1 AND c.state = 'working' AND c.assignee <> '' AND r.state = 'seal_due'
ORDER BY COALESCE((
    SELECT MIN(d.due_on) FROM deadline d WHERE d.subject_id = c.copy_id AND d.organ_id = c.organ_id AND d.closed_on = ''), '~'), c.copy_id`, string(organ))
}

// UrgentCopies returns what WorkingCopies returns, in the order in which their running
// terms end; what has none comes last.
func UrgentCopies(ctx context.Context, q Queryer, organ fengcun.OrganID, assignee fengcun.StaffID) ([]Copy, error) {
	return collect(ctx, q, scanCopy, `
SELECT `+copyColumns+` FROM copy
WHERE organ_id = $1 AND assignee = $2 AND state <> 'sealed'
ORDER BY COALESCE((
    SELECT MIN(d.due_on) FROM deadline d WHERE d.subject_id = copy.copy_id AND d.organ_id = copy.organ_id AND d.closed_on = ''), '~'), copy_id`,
		string(organ), string(assignee))
}

// UnsealedCopies returns an organ's copies that are not sealed, whosever they are.
func UnsealedCopies(ctx context.Context, q Queryer, organ fengcun.OrganID) ([]Copy, error) {
	return collect(ctx, q, scanCopy, `SELECT `+copyColumns+` FROM copy WHERE organ_id = $1 AND state <> 'sealed'`, string(organ))
}

// CopiesInHand returns a page of what WorkingCopies returns: at most limit copies
// behind one.
func CopiesInHand(ctx context.Context, q Queryer, organ fengcun.OrganID, assignee fengcun.StaffID, after fengcun.CopyID, limit int) ([]Copy, error) {
	return collect(ctx, q, scanCopy, `
SELECT `+copyColumns+` FROM copy
WHERE organ_id = $1 AND assignee = $2 AND state <> 'sealed' AND copy_id > $3
ORDER BY copy_id
LIMIT $4`, string(organ), string(assignee), after, int64(limit))
}

// ProposedDecisions returns what was proposed about an organ's records and not yet
// approved, overtaken proposals included.
func ProposedDecisions(ctx context.Context, q Queryer, organ fengcun.OrganID) ([]Decision, error) {
	return collect(ctx, q, scanDecision, `
SELECT d.decision_id, d.record_id, d.part_no, d.verdict, d.rule_set, d.proposed_by, d.approved_by, d.decided_on, d.state, d.version
FROM decision d
JOIN record r ON r.record_id = d.record_id
WHERE r.organ_id = $1 AND d.state = 'proposed'
ORDER BY d.decided_on, d.decision_id`, string(organ))
}

// DraftedNotices returns an organ's notices that wait to be issued.
func DraftedNotices(ctx context.Context, q Queryer, organ fengcun.OrganID) ([]Notice, error) {
	return collect(ctx, q, scanNotice, `
SELECT `+noticeColumns+` FROM notice
WHERE organ_id = $1 AND state = 'draft' AND overtaken = 0
ORDER BY notice_id`, string(organ))
}

// UnservedOnPerson returns the deliveries to persons whose receipt is still
// outstanding, of notices that a member of staff drafted.
func UnservedOnPerson(ctx context.Context, q Queryer, organ fengcun.OrganID, drafter fengcun.StaffID) ([]Delivery, error) {
	return collect(ctx, q, scanDelivery, `
SELECT `+deliveryColumns+` FROM delivery
WHERE recipient = 'person' AND state = 'dispatched' AND sender = $1
  AND EXISTS (
        SELECT 1 FROM notice n
        WHERE n.notice_id = delivery.notice_id AND (n.organ_id <> $1 OR n.drafted_by = $2) AND n.state = 'issued' AND n.overtaken = 0)
ORDER BY dispatched_on, notice_id`, string(organ), string(drafter))
}

// RunningUnsealings returns an organ's proceedings to lift a seal that are neither
// done nor rejected.
func RunningUnsealings(ctx context.Context, q Queryer, organ fengcun.OrganID) ([]Unsealing, error) {
	return collect(ctx, q, scanUnsealing, `
SELECT `+unsealingColumns+` FROM unsealing
WHERE state IN ('reported', 'established')
  AND EXISTS (SELECT 1 FROM record r WHERE r.record_id = unsealing.record_id AND r.organ_id = $1)
ORDER BY unsealing_id`, string(organ))
}

// AcceptedCertificates returns an organ's applications that are not answered, the
// earliest due day first.
func AcceptedCertificates(ctx context.Context, q Queryer, organ fengcun.OrganID) ([]Certificate, error) {
	return collect(ctx, q, scanCertificate, `
SELECT `+certificateColumns+` FROM certificate
WHERE organ_id = $1 AND state = 'accepted'
ORDER BY due_on, serial`, string(organ))
}

// Members returns who may act for an organ, or once might.
func Members(ctx context.Context, q Queryer, organ fengcun.OrganID) ([]fengcun.Actor, error) {
	return collect(ctx, q, scanMembership, `
SELECT staff_id, organ_id, role FROM membership WHERE organ_id = $1 ORDER BY staff_id, role`, string(organ))
}
