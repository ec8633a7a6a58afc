package calendar

// DayReason is the code of why a day is or is not a working day.
type DayReason string

// The reasons.
const (
	Weekday       DayReason = "weekday"        // Monday to Friday
	Weekend       DayReason = "weekend"        // Saturday or Sunday
	Holiday       DayReason = "holiday"        // a day off by notice (节假日、调休放假)
	MakeUpWorkday DayReason = "makeup_workday" // a weekend day made a working day (调休上班)
)

// DayInfo says whether a day is a working day and why.
type DayInfo struct {
	Working bool      `json:"working"`
	Reason  DayReason `json:"reason"`         // empty for a date that does not exist
	Name    string    `json:"name,omitempty"` // the holiday concerned, as the notice calls it: 国庆节
	Source  string    `json:"source,omitempty"`

	// Provisional is true if the notice of year AwaitsNotice, which may still
	// change this day, is not in the table.
	Provisional  bool `json:"provisional,omitempty"`
	AwaitsNotice int  `json:"awaits_notice,omitempty"`
}
