package console

import (
	"strconv"

	"fengcun"
	"fengcun/law"
)

// outcomeFields are the fields of an outcome that a person fills in.
var outcomeDates = []struct {
	field string
	of    func(*law.Outcome) *fengcun.Date
}{
	{"decided", func(o *law.Outcome) *fengcun.Date { return &o.Decided }},
	{"effective", func(o *law.Outcome) *fengcun.Date { return &o.Effective }},
	{"concluded", func(o *law.Outcome) *fengcun.Date { return &o.Concluded }},
}

// term reads years, months and days under a prefix.
func (v *visit) termOf(f *form, prefix string) fengcun.Term {
	part := func(name string) int {
		value := f.Get(prefix + name)
		if value == "" {
			return 0
		}
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 || n > 99 {
			f.reject(prefix+name, v.look.Text("console.conclude.bad_term", nil))
			return 0
		}
		return n
	}
	return fengcun.Term{Years: part("years"), Months: part("months"), Days: part("days")}
}

// facts puts what was typed about the outcome over the facts of the filing.
func (v *visit) outcome(f *form, facts law.Facts) law.Facts {
	var o law.Outcome
	o.Disposition = fengcun.Disposition(v.one(f, "disposition", "console.conclude.no_disposition", texts(fengcun.Dispositions())...))
	o.Term = v.termOf(f, "")
	o.Probation = v.termOf(f, "probation-")
	o.Suspended = f.Has("suspended", "yes") || !o.Probation.IsZero()
	o.Combined = f.Has("combined", "yes")
	o.Accompanying.Fine = f.Has("fine", "yes")
	o.Accompanying.Control = v.termOf(f, "control-")
	for _, d := range outcomeDates {
		*d.of(&o) = v.day(f, d.field, "")
	}
	if o.Decided.IsZero() {
		f.reject("decided", v.look.Text("console.conclude.no_decided", nil))
	}
	for _, d := range []string{"decided", "concluded"} {
		if day := f.Get(d); day > v.today().String() && f.Error(d) == "" {
			f.reject(d, v.look.Text("console.conclude.future", nil))
		}
	}
	facts.Outcome = o
	facts.UsedInOtherCase = truth(f.Get("used"))
	facts.JointCrime.WithAdults, facts.JointCrime.Separate = truth(f.Get("adults")), truth(f.Get("separate"))
	return facts
}

// answered is the form's word for a truth.
func answered(t law.Truth) string {
	switch t {
	case law.Yes:
		return "yes"
	case law.No:
		return "no"
	}
	return ""
}

// branch is a finding with its parts, as the page nests it.
type branch struct {
	law.Line
	Parts []branch
}

// tree nests the lines of a decision.
func tree(lines []law.Line) []branch {
	var build func(depth int) []branch
	build = func(depth int) []branch {
		var out []branch
		for len(lines) > 0 && lines[0].Depth == depth {
			b := branch{Line: lines[0]}
			lines = lines[1:]
			b.Parts = build(depth + 1)
			out = append(out, b)
		}
		return out
	}
	// The first line is the verdict, which stands above the tree.
	top := build(0)
	if len(top) == 1 && len(top[0].Parts) > 0 {
		return top[0].Parts
	}
	return top
}
