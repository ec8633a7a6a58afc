package sample_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/sample"
)

func TestPeopleAreTheSameForASeed(t *testing.T) {
	a, b, other := sample.NewPeople(7), sample.NewPeople(7), sample.NewPeople(8)
	differ := false
	for range 1000 {
		x, y := a.Next(), b.Next()
		if !reflect.DeepEqual(x, y) {
			t.Fatal("the same seed gave two different people")
		}
		differ = differ || !reflect.DeepEqual(x, other.Next())
	}
	if !differ {
		t.Error("two seeds gave the same people")
	}
}

// TestPeopleNeverChange holds the first person of seed 1: whoever changes the
// generator changes every sample and measurement that rests on it.
func TestPeopleNeverChange(t *testing.T) {
	s := sample.NewPeople(1).Next()
	got := strings.Join([]string{
		s.Person.Names[0].Text.Reveal(), s.Person.Birth.String(), string(s.Disposition), s.CaseNumber.Reveal(), s.Acts[0].From.String(),
	}, " ")
	if want := "杨丑梓 1991-12-14 exempt （2007）东江刑初字第72号 2007-03-25"; got != want {
		t.Errorf("first person of seed 1 is %s, want %s", got, want)
	}
}

func TestPeopleCoverTheLaw(t *testing.T) {
	people := sample.NewPeople(1)
	dispositions := map[fengcun.Disposition]int{}
	found := map[string]int{}
	numbers := map[fengcun.Particular]bool{}
	for range 40_000 {
		s := people.Next()
		dispositions[s.Disposition]++
		name := s.Person.Names[0].Text.Reveal()
		if strings.ContainsFunc(name, func(r rune) bool { return r > 0xFFFF }) {
			found["character outside the basic plane"]++
		}
		if strings.Contains(name, "·") {
			found["name with a middle dot"]++
		}
		eighteenth := s.Person.Birth
		eighteenth.Year += 18
		first, last := s.Acts[0].From, s.Acts[len(s.Acts)-1].To
		switch {
		case first == eighteenth:
			found["act on the 18th birthday"]++
		case first == eighteenth.AddDays(1):
			found["act on the day after"]++
		case first.Before(eighteenth) && last.After(eighteenth):
			found["straddling"]++
		}
		if s.Person.Birth.Month == 2 && s.Person.Birth.Day == 29 {
			found["born on 29 February"]++
		}
		if s.Term == fengcun.SealingLimit {
			found["exactly five years"]++
		}
		if s.Term.Exceeds(fengcun.SealingLimit) {
			found["over five years"]++
		}
		if !s.Concluded.IsZero() && s.Concluded.Before(fengcun.NewDate(2013, 1, 1)) {
			found["concluded by 2012-12-31"]++
		}
		if s.Joint && !s.Separate {
			found["joint, not separate"]++
		}
		if len(s.Person.Documents) == 0 {
			found["no number"]++
			continue
		}
		number := s.Person.Documents[0].Number
		if numbers[number] {
			t.Fatal("two people share a number")
		}
		numbers[number] = true
		n, warnings, err := fengcun.ParseResidentID(number.Reveal())
		if err != nil || len(warnings) > 0 || n.Birth != s.Person.Birth || n.Sex != s.Person.Sex {
			t.Fatalf("a number does not fit its person: %v %v", warnings, err)
		}
		if c, err := fengcun.ParseCaseNumber(s.CaseNumber.Reveal()); err != nil || c.Kind == fengcun.UnknownNo {
			t.Fatalf("a case number of an unknown form: %v", err)
		}
	}
	for _, d := range fengcun.Dispositions() {
		if dispositions[d] == 0 {
			t.Errorf("nobody has the disposition %s", d)
		}
	}
	for _, what := range []string{
		"character outside the basic plane", "name with a middle dot", "act on the 18th birthday", "act on the day after", "straddling",
		"born on 29 February", "exactly five years", "over five years", "concluded by 2012-12-31", "joint, not separate", "no number",
	} {
		if found[what] == 0 {
			t.Errorf("nobody: %s", what)
		}
	}
}

func TestPeopleHaveOrderlyDates(t *testing.T) {
	people := sample.NewPeople(3)
	today := fengcun.NewDate(2026, 11, 23)
	for range 20_000 {
		s := people.Next()
		days := []fengcun.Date{s.Person.Birth, s.Acts[0].From, s.Acts[len(s.Acts)-1].To}
		for _, d := range []fengcun.Date{s.Judgment, s.Effective} {
			if !d.IsZero() {
				days = append(days, d)
			}
		}
		if !slices.IsSortedFunc(days, fengcun.Date.Compare) || days[len(days)-1].After(today) {
			t.Fatalf("dates out of order or in the future: %v", days)
		}
	}
}

// Well-known names that the tables must never be able to form.
func TestPeopleAreNobodyKnown(t *testing.T) {
	people := sample.NewPeople(5)
	known := []string{"李娜", "王伟", "张伟", "刘翔", "姚明", "章子怡", "陈寅恪", "刘䶮", "李宁", "张艺谋", "刘德华", "周杰伦", "马云"}
	for range 50_000 {
		if name := people.Next().Person.Names[0].Text.Reveal(); slices.Contains(known, name) {
			t.Fatal("a synthetic person bears a known name")
		}
	}
}

func BenchmarkPeople(b *testing.B) {
	people := sample.NewPeople(1)
	b.ReportAllocs()
	for b.Loop() {
		people.Next()
	}
}
