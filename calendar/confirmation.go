package calendar

import (
	"slices"

	"fengcun"
)

// Confirmation is what a named person confirms of the day on which a judgment or
// ruling took effect, before anything is served on it (Article 11). The computed day
// is a proposal: an appeal may be in the post, may have been made by word of mouth in
// custody, or may lie with the court above.
type Confirmation struct {
	// NoAppealKnown is the day on which the person looked and no appeal or protest
	// was known. It is not before the effective day.
	NoAppealKnown fengcun.Date `json:"no_appeal_known"`

	// Facts are service and appeals, from which the day is computed; nil where the
	// file does not show them.
	Facts *EffectFacts `json:"facts,omitempty"`

	// Reason says why another day than the computed one is confirmed, or a day where
	// none was computed.
	Reason ConfirmationReason `json:"reason,omitempty"`
}

// ConfirmationReason is a code: free text would carry particulars of the case.
type ConfirmationReason string

// The reasons.
const (
	FileStatesDay ConfirmationReason = "file_states_day" // 案卷已载明生效日期: the file states the day, service is not shown
	OtherReading  ConfirmationReason = "other_reading"   // 采用另一种解释: one of the other readings
	SuperiorReply ConfirmationReason = "superior_reply"  // 上级机关答复
)

// ConfirmationReasons lists every reason.
func ConfirmationReasons() []ConfirmationReason {
	return []ConfirmationReason{FileStatesDay, OtherReading, SuperiorReply}
}

// Confirm checks that a day can be confirmed as the effective one, as of today. The
// errors: confirm_effect.not_yet while the day is not reached, confirm_effect.held
// while an appeal, protest or approval is pending, confirm_effect.no_appeal_known and
// confirm_effect.reason for what the confirmation lacks, confirm_effect.other_day for
// a day that no reading gives.
func (c *Calendar) Confirm(day fengcun.Date, q Confirmation, today fengcun.Date) error {
	switch {
	case !day.Valid():
		return fengcun.Invalid("confirm_effect.day", "effective")
	case day.After(today):
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "confirm_effect.not_yet", Field: "effective", Args: map[string]string{"article": "11"}}
	case !q.NoAppealKnown.Valid(), q.NoAppealKnown.Before(day), q.NoAppealKnown.After(today):
		return fengcun.Invalid("confirm_effect.no_appeal_known", "no_appeal_known")
	case q.Reason != "" && !slices.Contains(ConfirmationReasons(), q.Reason):
		return fengcun.Invalid("confirm_effect.reason", "reason")
	case q.Facts == nil && q.Reason == "":
		return fengcun.Invalid("confirm_effect.reason", "reason")
	case q.Facts == nil:
		return nil
	}
	e := c.EffectiveDate(*q.Facts)
	switch e.Status {
	case EffectHeld:
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "confirm_effect.held", Field: "facts", Args: map[string]string{"article": "11"}}
	case EffectComputed:
		if day == e.Date {
			return nil
		}
		if !slices.ContainsFunc(e.Readings, func(r Reading) bool { return r.Date == day }) && q.Reason != SuperiorReply {
			return fengcun.Invalid("confirm_effect.other_day", "effective")
		}
	}
	if q.Reason == "" {
		return fengcun.Invalid("confirm_effect.reason", "reason")
	}
	return nil
}
