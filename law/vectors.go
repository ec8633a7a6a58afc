package law

import (
	"embed"
	"encoding/json"
	"io/fs"
	"sync"

	"fengcun"
)

//go:embed testdata/vectors/*.json
var vectorFiles embed.FS

// Vector is one public test case: facts, the day asked for, and what the Measures
// demand. The format is described in docs/law/vectors.md, so that another
// implementation can run the same cases.
type Vector struct {
	ID       string              `json:"id"`
	Kind     string              `json:"kind"`     // "sealing" or "unsealing"
	Articles []Basis             `json:"articles"` // the provisions that the case is about
	Title    map[Language]string `json:"title"`
	AsOf     fengcun.Date        `json:"asOf"`
	Facts    json.RawMessage     `json:"facts"`
	Expect   Expectation         `json:"expect"`
}

// Expectation is what a vector expects: an error, or a verdict with the findings
// that matter, written code=answer.
type Expectation struct {
	Verdict           string         `json:"verdict,omitempty"`
	Disclosure        Disclosure     `json:"disclosure,omitempty"`
	Findings          []string       `json:"findings,omitempty"`
	Labels            []Label        `json:"labels,omitempty"`
	Services          []Service      `json:"services,omitempty"`
	Missing           []string       `json:"missing,omitempty"`
	StateInJudgment   bool           `json:"stateInJudgment,omitempty"`
	IdentityProtected *bool          `json:"identityProtected,omitempty"`
	EffectiveFrom     fengcun.Date   `json:"effectiveFrom,omitzero"`
	Error             *ExpectedError `json:"error,omitempty"`
}

// ExpectedError is the error that invalid facts give.
type ExpectedError struct {
	Code  string `json:"code"`
	Field string `json:"field"`
}

// The kinds of vector.
const (
	VectorSealing   = "sealing"
	VectorUnsealing = "unsealing"
)

var vectors = sync.OnceValue(func() []Vector {
	names, err := fs.Glob(vectorFiles, "testdata/vectors/*.json")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	var all []Vector
	for _, name := range names {
		text, err := vectorFiles.ReadFile(name)
		if err != nil {
			panic(err) // the files are part of the program
		}
		var some []Vector
		if err := json.Unmarshal(text, &some); err != nil {
			panic(err)
		}
		all = append(all, some...)
	}
	return all
})

// Vectors returns the public test cases, in the order of their files.
func Vectors() []Vector { return append([]Vector(nil), vectors()...) }
