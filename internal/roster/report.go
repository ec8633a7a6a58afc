package roster

import "slices"

// Report says what was found in the file. It is computed from the file alone and
// holds no particular, so it may be shown to whoever sent the file.
type Report struct {
	Format   Format
	Encoding string // UTF-8 or GB18030
	Sheet    int    // position of the sheet that was read, from 1; 0 for CSV
	Headings []Column

	Rows    int // rows with content below the headings
	Taken   int // handed over
	Refused int // not handed over

	Issues   []Issue      // in the order of the file, at most maxIssues
	LeftOff  int          // issues beyond that bound
	Counts   map[Code]int // all issues by code
	severity map[Severity]int
}

// maxIssues bounds the list of issues in memory and on the page. Counts goes on.
const maxIssues = 10_000

func newReport() *Report {
	return &Report{Counts: map[Code]int{}, severity: map[Severity]int{}}
}

func (r *Report) add(issues ...Issue) {
	for _, issue := range issues {
		r.Counts[issue.Code]++
		r.severity[issue.Severity]++
		if len(r.Issues) < maxIssues {
			r.Issues = append(r.Issues, issue)
		} else {
			r.LeftOff++
		}
	}
}

// Errors is the number of issues that refused a row.
func (r *Report) Errors() int { return r.severity[Refused] }

// Warnings is the number of issues on rows that were taken, and on the file.
func (r *Report) Warnings() int { return r.severity[Warned] }

// Codes lists the codes that occur, in alphabetical order.
func (r *Report) Codes() []Code {
	var codes []Code
	for code := range r.Counts {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}
