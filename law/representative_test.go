package law_test

import (
	"slices"
	"testing"
	"time"

	"fengcun"
	"fengcun/law"
)

// Parents represent until the eighteenth birthday is completed (counted from the day
// after it), a guardian with papers beyond it, and who is barred never.
func TestInTouch(t *testing.T) {
	birth := fengcun.NewDate(2008, time.May, 4)
	mother := fengcun.Guardian{Name: "母", Relation: "mother", Contact: "甲路1号"}
	barred := fengcun.Guardian{Name: "父", Relation: "father", Contact: "乙路2号", Barred: true}
	papers := fengcun.Guardian{Name: "监护人", Relation: "guardian", Contact: "丙路3号", Papers: true}
	named := barred
	named.Contact = ""
	for _, c := range []struct {
		name  string
		birth fengcun.Date
		on    fengcun.Date
		want  []fengcun.Guardian
	}{
		{"a minor", birth, fengcun.NewDate(2026, time.January, 1), []fengcun.Guardian{mother, named, papers}},
		{"on the birthday", birth, fengcun.NewDate(2026, time.May, 4), []fengcun.Guardian{mother, named, papers}},
		{"the day after", birth, fengcun.NewDate(2026, time.May, 5), []fengcun.Guardian{papers}},
		{"no birth date: nobody's rights end", fengcun.Date{}, fengcun.NewDate(2026, time.May, 5), []fengcun.Guardian{mother, named, papers}},
	} {
		p := fengcun.Person{Birth: c.birth, Guardians: []fengcun.Guardian{mother, barred, papers}}
		if got := law.InTouch(p, c.on); !slices.Equal(got, c.want) {
			t.Errorf("%s: %d left, want %d", c.name, len(got), len(c.want))
		}
		if p.Guardians[1].Contact != barred.Contact {
			t.Errorf("%s: the person itself is changed", c.name)
		}
	}
	barred.Papers = true
	if law.Represents(barred, birth, fengcun.NewDate(2026, time.January, 1)) {
		t.Error("papers lift a bar")
	}
}
