package roster

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"fengcun"
)

// Field is what a column says about a case.
type Field string

// The fields, in the order in which Write puts their columns.
const (
	fieldNumber        Field = "number"
	fieldCaseNumber    Field = "case_number"
	fieldName          Field = "name"
	fieldSex           Field = "sex"
	fieldBirth         Field = "birth"
	fieldIdentity      Field = "identity"
	fieldDomicile      Field = "domicile"
	fieldCrime         Field = "crime"
	fieldActs          Field = "acts"
	fieldMainAct       Field = "main_act"
	fieldOutcome       Field = "outcome"
	fieldSentence      Field = "sentence"
	fieldSuspension    Field = "suspension"
	fieldSupplementary Field = "supplementary"
	fieldJudgment      Field = "judgment"
	fieldEffective     Field = "effective"
	fieldConcluded     Field = "concluded"
	fieldInvestigated  Field = "investigated"
	fieldProsecuted    Field = "prosecuted"
	fieldTried         Field = "tried"
	fieldExecuted      Field = "executed"
	fieldGuardian      Field = "guardian"
	fieldJoint         Field = "joint"
	fieldSeparate      Field = "separate"
	fieldVolumes       Field = "volumes"
	fieldRemark        Field = "remark"
)

//go:embed vocabulary/headings.json
var headingsJSON []byte

// heading is one entry of the vocabulary: the first name is the standard one.
type heading struct {
	Field     Field    `json:"field"`
	Names     []string `json:"names"`
	Necessary bool     `json:"necessary"`
	Several   bool     `json:"several"` // may stand over several columns
}

type headingTerms struct {
	list   []heading
	byName map[string]*heading
}

var headings = sync.OnceValue(func() *headingTerms {
	v := &headingTerms{byName: map[string]*heading{}}
	if err := json.Unmarshal(headingsJSON, &v.list); err != nil {
		panic("roster: vocabulary/headings.json: " + err.Error())
	}
	for i := range v.list {
		for _, name := range v.list[i].Names {
			key := headingKey(name)
			if other, twice := v.byName[key]; twice && other != &v.list[i] {
				panic(fmt.Sprintf("roster: vocabulary/headings.json: %q stands twice", name))
			}
			v.byName[key] = &v.list[i]
		}
	}
	return v
})

// headingKey drops what clerks add to a heading: white space, stars, colons and
// a note in brackets at the end.
func headingKey(s string) string {
	s = strings.Trim(canonical(s), "*:")
	if i := strings.IndexByte(s, '('); i > 0 && strings.HasSuffix(s, ")") {
		s = s[:i]
	}
	return s
}

func headingOf(field Field) heading {
	for _, h := range headings().list {
		if h.Field == field {
			return h
		}
	}
	return heading{Field: field, Names: []string{""}}
}

// layout is what the row of headings told: the meaning of each column.
type layout struct {
	row     int
	columns []Column // by position; field "" where the heading is unknown
}

// recognise counts the known headings in a row.
func recognise(cells []cell) int {
	n := 0
	for _, c := range cells {
		if _, ok := headings().byName[headingKey(c.text)]; ok {
			n++
		}
	}
	return n
}

// minHeadings is how many known headings make a row the row of headings. A title
// above the table has none, a row of data has none either.
const minHeadings = 3

// newLayout reads the row of headings. A necessary heading that is missing, or a
// heading that stands twice, is an error naming it, because a guess between two
// columns would be a guess about every person of the file.
func newLayout(row int, cells []cell) (*layout, []Issue, error) {
	l := &layout{row: row}
	var issues []Issue
	seen := map[Field]bool{}
	for i, c := range cells {
		column := Column{Letter: columnLetter(i)}
		h, known := headings().byName[headingKey(c.text)]
		switch {
		case known && seen[h.Field] && !h.Several:
			return nil, nil, fileError("roster.heading.twice", h.Names[0], RemedyUseHeadings)
		case known:
			seen[h.Field] = true
			column.Heading, column.field = h.Names[0], h.Field
		case trim(c.text) != "":
			issues = append(issues, newIssue(row, column, HeadingUnknown, 0))
		}
		l.columns = append(l.columns, column)
	}
	for _, h := range headings().list {
		if h.Necessary && !seen[h.Field] {
			return nil, nil, fileError("roster.heading.missing", h.Names[0], RemedyUseHeadings)
		}
	}
	if !seen[fieldOutcome] && !seen[fieldSentence] {
		return nil, nil, fileError("roster.heading.missing", headingOf(fieldOutcome).Names[0], RemedyUseHeadings)
	}
	return l, issues, nil
}

// columnLetter names the column at a position counted from 0: A, B, … Z, AA.
func columnLetter(i int) string {
	var letters []byte
	for i++; i > 0; i = (i - 1) / 26 {
		letters = append([]byte{byte('A' + (i-1)%26)}, letters...)
	}
	return string(letters)
}

// fileError is an error about the file as a whole, with its remedy.
func fileError(code, field string, remedy Remedy) *fengcun.Error {
	return &fengcun.Error{
		Kind: fengcun.KindInvalid, Code: code, Field: field,
		Args: map[string]string{"remedy": string(remedy)},
	}
}
