package fengcun

import "fmt"

// IssuingMode says whether an organ answers applications for certificates here.
type IssuingMode string

// The modes. An organ for which nothing was decided does not issue.
const (
	IssuesNothing IssuingMode = "off"      // 不出具
	IssuesHere    IssuingMode = "here"     // 由本系统出具
	IssuesOutside IssuingMode = "platform" // 由全国平台出具: this system marks and probes only
)

// IssuingModes returns the modes.
func IssuingModes() []IssuingMode { return []IssuingMode{IssuesHere, IssuesOutside, IssuesNothing} }

// Issuing is what two people of an organ decided on certificates: whether they are
// issued here, and how complete and how recent the feed of the organ's
// criminal-record platform must be for that.
type Issuing struct {
	Mode     IssuingMode `json:"mode"`
	Coverage int         `json:"coverage,omitempty"` // least share of the platform's convictions that was delivered, in percent
	Days     int         `json:"days,omitempty"`     // greatest age of what was delivered, in days
}

// LongestFeedAge bounds Issuing.Days.
const LongestFeedAge = 400

// Validate refuses an Issuing that bounds nothing; the error names the field.
func (i Issuing) Validate() error {
	switch i.Mode {
	case IssuesNothing, IssuesOutside:
		if i.Coverage != 0 || i.Days != 0 {
			return Invalid("issuing.bound", "coverage")
		}
		return nil
	case IssuesHere:
		if i.Coverage < 1 || i.Coverage > 100 {
			return Invalid("issuing.bound", "coverage")
		}
		if i.Days < 1 || i.Days > LongestFeedAge {
			return Invalid("issuing.bound", "age")
		}
		return nil
	}
	return Invalid("issuing.mode", "way")
}

// FeedExtent is how much of an organ's criminal-record platform its feed has
// delivered, as whoever delivers it states it.
type FeedExtent struct {
	UpTo      Date  `json:"upTo"`      // the platform as it stood on this day
	Platform  int64 `json:"platform"`  // convictions that it held then
	Delivered int64 `json:"delivered"` // of these, delivered and readable
}

// Validate refuses an extent that cannot be, and one of a day after today.
func (e FeedExtent) Validate(today Date) error {
	if !e.UpTo.Valid() || e.UpTo.After(today) {
		return Invalid("feed.up_to", "upTo")
	}
	if e.Platform < 1 || e.Delivered < 0 || e.Delivered > e.Platform {
		return Invalid("feed.extent", "delivered")
	}
	return nil
}

// Covers reports whether an extent lies within the bound on a day. What was never
// stated covers nothing.
func (i Issuing) Covers(e FeedExtent, on Date) bool {
	return i.Mode == IssuesHere && e.UpTo.Valid() && e.Platform > 0 && !e.UpTo.After(on) &&
		e.UpTo.DaysUntil(on) <= i.Days && e.Delivered*100 >= e.Platform*int64(i.Coverage)
}

// Percent is the share that was delivered, rounded down.
func (e FeedExtent) Percent() string {
	if e.Platform == 0 {
		return "0"
	}
	return fmt.Sprint(e.Delivered * 100 / e.Platform)
}
