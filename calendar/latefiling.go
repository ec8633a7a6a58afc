package calendar

import (
	"slices"

	"fengcun"
)

// LateFiling is an appeal or protest that was lodged in time and became known only
// after the effective day had been confirmed. With it the judgment was never
// effective (Criminal Procedure Law, Articles 230, 244), so that what was served on it
// under Article 11 of the Measures has no ground.
type LateFiling struct {
	On  fengcun.Date  `json:"on"` // lodged, posted or said; where the term was restored, the day of that order
	Way LateFilingWay `json:"way"`
}

// LateFilingWay is why a filing became known late.
type LateFilingWay string

// The ways.
const (
	FiledByPost     LateFilingWay = "posted"        // 交邮: the postmark counts (Criminal Procedure Law, Article 105)
	FiledInCustody  LateFilingWay = "in_custody"    // 在押期间口头或者书面提出
	FiledAbove      LateFilingWay = "court_above"   // 直接向上一级人民法院提出
	FiledHere       LateFilingWay = "filed_here"    // 已向原审人民法院提出, overlooked
	FiledByRestored LateFilingWay = "term_restored" // 经人民法院准许继续进行诉讼 (Article 106)
)

// LateFilingWays lists every way.
func LateFilingWays() []LateFilingWay {
	return []LateFilingWay{FiledByPost, FiledInCustody, FiledAbove, FiledHere, FiledByRestored}
}

// Check refuses, as of today, what holds no judgment that was confirmed as effective on
// a day: late_filing.way, late_filing.day for a day that is none or ahead, and
// late_filing.out_of_time for one after the term without an order that restored it.
// Such an appeal changes nothing before a court has allowed it.
func (f LateFiling) Check(effective, today fengcun.Date) error {
	switch {
	case !slices.Contains(LateFilingWays(), f.Way):
		return fengcun.Invalid("late_filing.way", "way")
	case !f.On.Valid(), f.On.After(today):
		return fengcun.Invalid("late_filing.day", "on")
	case f.Way != FiledByRestored && !f.On.Before(effective):
		return fengcun.Invalid("late_filing.out_of_time", "on")
	}
	return nil
}
