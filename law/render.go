package law

import (
	"embed"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"fengcun"
)

// Language is a language in which reasons are rendered.
type Language string

// The languages. Chinese is the language of the law; an unknown Language renders
// in Chinese.
const (
	Chinese Language = "zh-CN"
	English Language = "en"
)

// Languages lists every language.
func Languages() []Language { return []Language{Chinese, English} }

//go:embed catalogue/*.json
var catalogueFiles embed.FS

// A catalogue holds the sentences of one language by key.
type catalogue map[string]string

var catalogues = sync.OnceValue(func() map[Language]catalogue {
	all := make(map[Language]catalogue)
	for _, lang := range Languages() {
		text, err := catalogueFiles.ReadFile("catalogue/" + string(lang) + ".json")
		if err != nil {
			panic(err) // the files are part of the program
		}
		var c catalogue
		if err := json.Unmarshal(text, &c); err != nil {
			panic(err)
		}
		all[lang] = c
	}
	return all
})

func catalogueOf(lang Language) catalogue {
	if c, ok := catalogues()[lang]; ok {
		return c
	}
	return catalogues()[Chinese]
}

// say returns the sentence of a key; without one the key itself, which is stable
// and reveals nothing.
func (c catalogue) say(key string) string {
	if s, ok := c[key]; ok {
		return s
	}
	return key
}

// Sentence returns a sentence of the package's catalogue by key, or the key
// itself if there is none. The keys are the codes of errors ("error.facts.date")
// and of the closed sets: "verdict.seal", "disclosure.withhold",
// "label.adult_file", "service.court_serves".
func Sentence(lang Language, key string) string { return catalogueOf(lang).say(key) }

// Line is one finding rendered for a reader.
type Line struct {
	Depth    int          `json:"depth"` // 0 for the verdict
	Code     Code         `json:"code"`
	Answer   Answer       `json:"answer"`
	Mark     string       `json:"mark"` // the answer as a sign that every font has: the sentence says it in words
	Sentence string       `json:"sentence"`
	Basis    Basis        `json:"basis"`
	Citation string       `json:"citation"` // the basis as a reader cites it
	Facts    []NamedValue `json:"facts,omitempty"`
	Missing  []NamedValue `json:"missing,omitempty"` // what is missing, and who must find it
}

// NamedValue is a label and a value in the reader's language.
type NamedValue struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Lines renders the reasons in reading order, for surfaces that lay them out
// themselves. They hold particulars.
func (d Decision) Lines(lang Language) []Line { return d.Reason.lines(lang) }

// Lines renders the reasons in reading order.
func (d UnsealingDecision) Lines(lang Language) []Line { return d.Reason.lines(lang) }

// Render writes the decision as indented lines: the verdict, the reasons, and
// what follows. They hold particulars.
func (d Decision) Render(lang Language) []string {
	out := text(lang, d.Lines(lang))
	out = append(out, pair(lang, "head.disclosure", "disclosure."+string(d.Disclosure)))
	for _, s := range d.Services {
		out = append(out, pair(lang, "head.service", "service."+string(s))+cited(lang, s.Basis()))
	}
	return append(out, tail(lang, d.Labels, d.StateInJudgment, d.RuleSet, d.InForce)...)
}

// Render writes the decision as indented lines.
func (d UnsealingDecision) Render(lang Language) []string {
	out := text(lang, d.Lines(lang))
	out = append(out, pair(lang, "head.disclosure", "disclosure."+string(d.Disclosure)))
	return append(out, tail(lang, d.Labels, d.StateInJudgment, d.RuleSet, d.InForce)...)
}

func tail(lang Language, labels []Label, state bool, rules string, inForce fengcun.Date) []string {
	var out []string
	c := catalogueOf(lang)
	for _, l := range labels {
		out = append(out, pair(lang, "head.label", "label."+string(l))+cited(lang, l.Basis()))
	}
	if state {
		out = append(out, pair(lang, "head.duty", "duty.state_in_judgment")+cited(lang, Article18end))
	}
	if rules != "" {
		out = append(out, c.say("head.rule_set")+c.say("colon")+rules+bracket(lang, dateText(lang, inForce)))
	}
	return out
}

func pair(lang Language, head, key string) string {
	c := catalogueOf(lang)
	return c.say(head) + c.say("colon") + c.say(key)
}

func cited(lang Language, b Basis) string { return bracket(lang, b.Text(lang)) }

func bracket(lang Language, s string) string {
	if lang == English {
		return " (" + s + ")"
	}
	return "（" + s + "）"
}

// text lays lines out: two spaces for each depth, facts and missing facts below
// their finding.
func text(lang Language, lines []Line) []string {
	c := catalogueOf(lang)
	var out []string
	for _, l := range lines {
		indent := strings.Repeat("  ", l.Depth)
		head := indent
		if l.Depth > 0 {
			head += "[" + l.Mark + "] "
		}
		out = append(out, head+l.Sentence+cited(lang, l.Basis))
		if len(l.Facts) > 0 {
			parts := make([]string, len(l.Facts))
			for i, f := range l.Facts {
				parts[i] = f.Name + c.say("colon") + f.Value
			}
			out = append(out, indent+"    "+strings.Join(parts, c.say("semicolon")))
		}
		for _, m := range l.Missing {
			out = append(out, indent+"    "+c.say("head.missing")+c.say("colon")+m.Name+bracket(lang, m.Value))
		}
	}
	return out
}

func (f *Finding) lines(lang Language) []Line {
	c := catalogueOf(lang)
	var lines []Line
	f.Walk(func(depth int, f *Finding) {
		l := Line{
			Depth: depth, Code: f.Code, Answer: f.Answer, Mark: c.say("mark." + string(f.Answer)),
			Sentence: c.say(sentenceKey(f.Code, f.Answer)),
			Basis:    f.Basis, Citation: f.Basis.Text(lang),
		}
		for _, fact := range f.Facts {
			l.Facts = append(l.Facts, NamedValue{c.name(fact.Name, fact.Index), c.value(lang, fact)})
		}
		for _, m := range f.Missing {
			who := c.say("organ."+string(m.Organ)) + c.say("and_role") + c.say("role."+string(m.Role))
			l.Missing = append(l.Missing, NamedValue{c.name(m.Name, m.Index), who})
		}
		lines = append(lines, l)
	})
	return lines
}

// sentenceKey is the key of a finding's sentence. A verdict has one answer only.
func sentenceKey(code Code, answer Answer) string {
	if strings.HasPrefix(string(code), "verdict.") {
		return string(code)
	}
	return string(code) + "." + string(answer)
}

// name labels a fact, with the number of the act counted from one.
func (c catalogue) name(name FactName, index int32) string {
	label, ok := c["fact."+string(name)]
	if !ok {
		return name.path(index)
	}
	return strings.ReplaceAll(label, "{n}", strconv.Itoa(int(index)+1))
}

func (c catalogue) value(lang Language, f Fact) string {
	switch f.kind {
	case dateValue:
		return dateText(lang, f.date())
	case termValue:
		return termText(lang, f.term())
	case boolValue:
		return c.say("answer." + string(TruthOf(f.n[0] == 1).answer()))
	case numberValue:
		return strconv.Itoa(int(f.n[0]))
	}
	if s, ok := c["value."+f.text]; ok {
		return s
	}
	return f.text
}

func dateText(lang Language, d fengcun.Date) string {
	if lang == English {
		return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year)
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, int(d.Month), d.Day)
}

func termText(lang Language, t fengcun.Term) string {
	units := [...]struct {
		n         int
		zh        string
		one, many string
	}{
		{t.Years, "年", "year", "years"},
		{t.Months, "个月", "month", "months"},
		{t.Days, "日", "day", "days"},
	}
	var parts []string
	for _, u := range units {
		switch {
		case u.n == 0:
		case lang != English:
			parts = append(parts, strconv.Itoa(u.n)+u.zh)
		case u.n == 1:
			parts = append(parts, "1 "+u.one)
		default:
			parts = append(parts, strconv.Itoa(u.n)+" "+u.many)
		}
	}
	if lang == English {
		return strings.Join(parts, " ")
	}
	return strings.Join(parts, "")
}
