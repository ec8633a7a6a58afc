package roster

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"fengcun"
)

//go:embed vocabulary/outcomes.json
var outcomesJSON []byte

// vocabulary of outcomes: the terms of each disposition, the first of which is
// written by Write; the terms that say too little to choose one; and those that
// say only "convicted" and leave the rest to the column of the sentence.
type outcomeTerms struct {
	Terms     map[fengcun.Disposition][]string `json:"terms"`
	Ambiguous []string                         `json:"ambiguous"`
	Convicted []string                         `json:"convicted"`

	index map[string]outcomeTerm
}

type outcomeTerm struct {
	disposition fengcun.Disposition
	ambiguous   bool
}

var outcomes = sync.OnceValue(func() *outcomeTerms {
	var v outcomeTerms
	if err := json.Unmarshal(outcomesJSON, &v); err != nil {
		panic("roster: vocabulary/outcomes.json: " + err.Error())
	}
	v.index = map[string]outcomeTerm{}
	add := func(text string, term outcomeTerm) {
		key := outcomeKey(text)
		if other, twice := v.index[key]; twice && other != term {
			panic(fmt.Sprintf("roster: vocabulary/outcomes.json: %q stands twice", text))
		}
		v.index[key] = term
	}
	for disposition, texts := range v.Terms {
		for _, text := range texts {
			add(text, outcomeTerm{disposition: disposition})
		}
	}
	for _, text := range v.Ambiguous {
		add(text, outcomeTerm{ambiguous: true})
	}
	for _, text := range v.Convicted {
		add(text, outcomeTerm{})
	}
	return &v
})

// outcomeKey drops the marks that do not change a term, and the organ that is
// sometimes put before it.
func outcomeKey(s string) string {
	s = strings.NewReplacer(",", "", "、", "", ".", "", ":", "", "(", "", ")", "", "“", "", "”", "").Replace(canonical(s))
	for _, prefix := range []string{"公安机关", "检察机关", "人民检察院", "检察院", "人民法院", "法院"} {
		s = strings.TrimPrefix(s, prefix)
	}
	for _, prefix := range []string{"作出", "决定", "依法"} {
		s = strings.TrimPrefix(s, prefix)
	}
	return strings.TrimSuffix(s, "决定")
}

// parseOutcome reads the column of the result: a term of the vocabulary, or the
// sentence itself. A term that fits several dispositions ("不起诉", "无罪",
// "附条件不起诉" without saying whether probation still runs) gives
// OutcomeAmbiguous and nothing else.
func parseOutcome(text string) (Outcome, Code) {
	if term, ok := outcomes().index[outcomeKey(text)]; ok {
		if term.ambiguous {
			return Outcome{}, OutcomeAmbiguous
		}
		return Outcome{Disposition: term.disposition}, ""
	}
	o, code := parseSentence(text)
	if code == SentenceUnknown {
		code = OutcomeUnknown
	}
	if code == "" && o.Disposition == "" {
		return Outcome{}, OutcomeUnknown
	}
	return o, code
}

// saysConvicted reports a result that leaves kind and length of the penalty to
// the column of the sentence.
func saysConvicted(text string) bool {
	term, ok := outcomes().index[outcomeKey(text)]
	return ok && !term.ambiguous && term.disposition == ""
}

// outcomeText is the standard term of a disposition.
func outcomeText(d fengcun.Disposition) string {
	if terms := outcomes().Terms[d]; len(terms) > 0 {
		return terms[0]
	}
	return ""
}
