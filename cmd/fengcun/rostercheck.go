package main

import (
	"fengcun"
	"fengcun/internal/roster"
)

// rosterCmd works on a list of juvenile cases as organs keep them.
type rosterCmd struct {
	Check rosterCheckCmd `cmd:"" help:"${help_roster_check}"`
}

// rosterCheckCmd reads a list and says what is wrong in it. The report is
// computed from the file alone, so it cannot tell whether anybody in it is known.
type rosterCheckCmd struct {
	File string `arg:"" help:"${help_roster_file}"`
}

// Run shows the report. Rows that cannot be taken make the input invalid.
func (c *rosterCheckCmd) Run(p *program) error {
	report, err := roster.ReadFile(p.ctx, c.File, roster.Options{
		Today: fengcun.DateOf(p.clock()),
		Organ: anyOrgan,
	}, func(roster.Row) error { return nil })
	if err != nil {
		return err
	}
	if err := p.show(rosterReport{report}); err != nil {
		return err
	}
	if report.Refused > 0 {
		return fengcun.Invalid("cli.rows_refused", "")
	}
	return nil
}

// anyOrgan takes every name for that of an organ: without an installation there
// is no register of organs to hold it against.
func anyOrgan(name string) (fengcun.Organ, bool) { return fengcun.Organ{Name: name}, true }

// rosterReport shows a report. It holds no particular.
type rosterReport struct{ *roster.Report }

func (r rosterReport) text(v voice) []string { return trimmedLines(r.Text(string(v.lang))) }

// MarshalJSON writes the shape of docs/cli.md.
func (r rosterReport) MarshalJSON() ([]byte, error) {
	type issue struct {
		Row      int             `json:"row"`
		Column   string          `json:"column,omitempty"`
		Heading  string          `json:"heading,omitempty"`
		Code     roster.Code     `json:"code"`
		Severity roster.Severity `json:"severity"`
		Remedy   roster.Remedy   `json:"remedy"`
		Number   int             `json:"number,omitempty"`
	}
	out := struct {
		Format   roster.Format       `json:"format"`
		Encoding string              `json:"encoding,omitempty"`
		Sheet    int                 `json:"sheet,omitempty"`
		Rows     int                 `json:"rows"`
		Taken    int                 `json:"taken"`
		Refused  int                 `json:"refused"`
		Counts   map[roster.Code]int `json:"counts"`
		Issues   []issue             `json:"issues"`
		LeftOff  int                 `json:"leftOff,omitempty"`
	}{r.Format, r.Encoding, r.Sheet, r.Rows, r.Taken, r.Refused, r.Counts, []issue{}, r.LeftOff}
	for _, i := range r.Issues {
		out.Issues = append(out.Issues, issue{i.Row, i.Column.Letter, i.Column.Heading, i.Code, i.Severity, i.Remedy, i.Number})
	}
	return marshal(out)
}
