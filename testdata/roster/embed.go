// Package rostersample carries the sample roster inside the program, so that the
// demonstration runs from any directory. Its people do not exist.
package rostersample

import _ "embed"

// CourtCases is court-cases.xlsx: juvenile cases of the sample district in the
// headings that courts use, some of its rows with faults.
//
//go:embed court-cases.xlsx
var CourtCases []byte
