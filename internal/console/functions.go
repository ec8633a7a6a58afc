package console

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"time"

	"fengcun"
	"fengcun/internal/locale"
	"fengcun/internal/registry"
	"fengcun/law"
)

// functions are what a template can call.
func (l *look) functions(a assets, n *names) template.FuncMap {
	return template.FuncMap{
		"t":       l.say,
		"term":    l.term,
		"fed":     l.fed,
		"asset":   func(name string) string { return a.address[name] },
		"lang":    func() string { return string(l.Lang()) },
		"english": func() bool { return l.Lang() == locale.English },
		"mark":    mark,
		"state":   l.state,
		"word":    l.word,
		"clock":   clockOf,
		"date":    func(d fengcun.Date) string { return d.String() },
		"long":    l.Date,
		"short":   short,
		"weekday": l.weekday,
		"minute":  minute,
		"basis":   func(b string) basis { return l.basis(b) },
		"show":    func(p fengcun.Particular) string { return p.Reveal() }, // on the page of whoever may see it
		"number":  numbered,
		"input":   input,
		"choice":  choice,
		"options": options,
		"list":    func(all ...any) []any { return all },
		"lines":   func(text []byte) []string { return strings.Split(strings.TrimRight(string(text), "\n"), "\n") },
		"actname": l.actName,
		"counted": counted,
		"add":     func(a, b int) int { return a + b },
		"length":  l.length,
		"promise": func(basis string) bool { return strings.HasPrefix(basis, "P") || basis == "" },
		"staff":   n.called,
		"account": n.account,
	}
}

// say returns the text of a key with pairs of name and value.
func (l *look) say(key string, pairs ...any) (string, error) {
	if !l.Has(key) {
		return "", fmt.Errorf("console: the catalogue of %s does not have %q", l.Lang(), key)
	}
	args := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[fmt.Sprint(pairs[i])] = fmt.Sprint(pairs[i+1])
	}
	return l.Text(key, args), nil
}

// term returns the name of a code within a section of the catalogue.
func (l *look) term(section string, code any) (string, error) {
	return l.say(section + "." + fmt.Sprint(code))
}

// length says how long a sentence or a probation is.
func (l *look) length(t fengcun.Term) string {
	var parts []string
	for _, p := range []struct {
		key string
		n   int
	}{{"console.years", t.Years}, {"console.months", t.Months}, {"console.days", t.Days}} {
		if p.n > 0 {
			parts = append(parts, l.Text(p.key, map[string]string{"n": fmt.Sprint(p.n)}))
		}
	}
	if l.Lang() == locale.English {
		return strings.Join(parts, " ")
	}
	return strings.Join(parts, "")
}

// actName is the name of an act in the log, or its code for what has no name.
func (l *look) actName(name any) string {
	if key := "act." + fmt.Sprint(name); l.Has(key) {
		return l.Text(key, nil)
	}
	return fmt.Sprint(name)
}

// basis is an article as a page refers to it.
type basis struct {
	Text string
	Link string // empty where the provision is of another law
}

func (l *look) basis(b string) basis {
	of := law.Basis(b)
	text := of.Text(law.Language(l.Lang()))
	if n := of.Article(); n > 0 {
		return basis{l.Text("console.measures", map[string]string{"article": text}), fmt.Sprintf("/law/%d", n)}
	}
	return basis{Text: text}
}

// short is a date without its year, for a table of the days around today.
func short(d fengcun.Date) string {
	if d.IsZero() {
		return "—"
	}
	return d.String()[5:]
}

func (l *look) weekday(d fengcun.Date) string {
	return l.Text(fmt.Sprintf("console.weekday.%d", weekdayOf(d)), nil)
}

func weekdayOf(d fengcun.Date) time.Weekday {
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC).Weekday()
}

// numbered marks a number so that a leading full-width bracket stands in line with
// the text below it.
func numbered(p fengcun.Particular) template.HTML {
	class := "num"
	if strings.HasPrefix(p.Reveal(), "（") {
		class = "num trim"
	}
	return template.HTML(`<span class="` + class + `" lang="zh-CN">` + template.HTMLEscapeString(p.Reveal()) + `</span>`)
}

// The shapes that go with the words, so that nothing is said by colour alone. They
// are drawn, because a printer leaves backgrounds out.
var shapes = map[string]string{
	"overdue": `<path d="M1 1h6v6h-6z"/>`,
	"refused": `<path d="M1 1h6v6h-6z"/>`,
	"soon":    `<path d="M4 .8l3.6 6.4h-7.2z"/>`,
	"todo":    `<path d="M4 .6l3.4 3.4-3.4 3.4-3.4-3.4z"/>`,
	"done":    `<circle cx="4" cy="4" r="3"/>`,
	"none":    `<circle cx="4" cy="4" r="2.8" fill="none"/>`,
}

func mark(kind string) template.HTML {
	return template.HTML(`<svg viewBox="0 0 8 8" aria-hidden="true" focusable="false">` + shapes[kind] + `</svg>`)
}

// stateWord is a word with its colour and shape.
type stateWord struct{ Kind, Text string }

func (l *look) word(kind, key string, pairs ...any) (stateWord, error) {
	text, err := l.say(key, pairs...)
	return stateWord{kind, text}, err
}

// kinds of the states: which colour and shape goes with which word.
var kinds = map[string]string{
	"record.open": "todo", "record.concluded": "todo", "record.not_eligible": "none", "record.undecided": "soon",
	"record.seal_due": "soon", "record.sealed": "done", "record.unsealed": "none", "record.reopened": "todo",
	"holding.inventoried": "soon", "holding.marked": "soon", "holding.access_cut": "soon", "holding.confirmed": "done",
	"notice.draft": "todo", "notice.approved": "todo", "notice.issued": "done", "notice.withdrawn": "none",
	"delivery.dispatched": "todo", "delivery.received": "done", "delivery.coordinating": "todo",
	"delivery.confirmed": "done", "delivery.returned": "soon",
}

// state returns the word of a noun's state.
func (l *look) state(noun string, code any) (stateWord, error) {
	text, err := l.term("state."+noun, code)
	kind := kinds[noun+"."+fmt.Sprint(code)]
	if kind == "" {
		kind = "todo"
	}
	return stateWord{kind, text}, err
}

// due says how a running term stands.
func (l *look) due(t *registry.Term) stateWord {
	days := map[string]string{}
	switch {
	case t == nil:
		return stateWord{"todo", l.Text("console.due.none", nil)}
	case !t.ClosedOn.IsZero():
		return stateWord{"done", l.Text("console.due.closed", nil)}
	case t.DaysLeft < 0:
		days["n"] = fmt.Sprint(-t.DaysLeft)
		if !t.Statutory {
			return stateWord{"soon", l.Text("console.due.missed", days)}
		}
		return stateWord{"overdue", l.Text("console.due.over", days)}
	case t.DaysLeft == 0:
		return stateWord{"soon", l.Text("console.due.today", nil)}
	}
	days["n"] = fmt.Sprint(t.DaysLeft)
	return stateWord{"todo", l.Text("console.due.left", days)}
}

// clock is a term as ticks, one for each day, with what it says in words.
type clock struct {
	Ticks []tick
	Width int
}

// counted writes a number that is counted up to a bound.
func counted(n int) string {
	if n >= registry.CountedTo {
		return strconv.Itoa(registry.CountedTo) + "+"
	}
	return strconv.Itoa(n)
}

// tick is one day: spent, left, due, over, done, or hatch where the end rolled.
type tick struct {
	Kind string
	X    int // where it begins
}

const tickWidth = 18

// clockTicks bounds a drawn clock: longer terms are drawn in their last days.
const clockTicks = 10

// clockOf draws a term: the days by counting alone, hatched where it rolled to a
// working day, red for each day over a term of the law. A target of the organ's own is
// never red.
func clockOf(t *registry.Term) clock {
	if t == nil {
		return clock{}
	}
	over := "over"
	if !t.Statutory {
		over = "due"
	}
	today := t.Due.AddDays(-t.DaysLeft)
	var ticks []string
	for d := t.Start.AddDays(1); !d.After(t.Due); d = d.AddDays(1) {
		kind := "left"
		switch {
		case !t.ClosedOn.IsZero():
			kind = "done"
		case d.After(t.Plain):
			kind = "hatch"
		case t.DaysLeft < 0:
			kind = over
		case !d.After(today) && t.DaysLeft == 0:
			kind = "due"
		case !d.After(today):
			kind = "spent"
		}
		ticks = append(ticks, kind)
	}
	if t.ClosedOn.IsZero() && t.DaysLeft < 0 {
		ticks = append(ticks, over)
	}
	ticks = ticks[max(0, len(ticks)-clockTicks):]
	c := clock{Width: len(ticks) * tickWidth}
	for i, kind := range ticks {
		c.Ticks = append(c.Ticks, tick{kind, i * tickWidth})
	}
	return c
}
