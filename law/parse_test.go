package law

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"fengcun"
)

// The vectors hold the errors that JSON values can express; these are the ones
// that only bytes can.
func TestParseFactsRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, code, field string }{
		{"nothing", ``, ErrSyntax, ""},
		{"no object", `[]`, ErrType, ""},
		{"cut off", `{"birth":{"date":"2008-05-10"`, ErrSyntax, "birth"},
		{"cut off in a list", `{"acts":[{"date":"2008-05-10"}`, ErrSyntax, "acts"},
		{"two objects", `{} {}`, ErrSyntax, ""},
		{"not UTF-8", "{\"acts\":[{\"id\":\"\xff\"}]}", ErrSyntax, ""},
		{"the same field twice", `{"birth":{"date":"2008-05-10","date":"2000-05-10"}}`, ErrDuplicateField, "birth.date"},
		{"another letter case", `{"Birth":{"date":"2008-05-10"}}`, ErrUnknownField, "Birth"},
		{"a null list", `{"acts":null}`, ErrType, "acts"},
		{"a null date", `{"birth":{"date":null}}`, ErrType, "birth.date"},
		{"a field like an ID number", `{"11010120080510123X":1}`, ErrUnknownField, ""},
		{"a number beyond the machine", `{"outcome":{"term":{"years":99999999999999999999}}}`, ErrType, "outcome.term.years"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ParseFacts([]byte(c.text))
			var e *fengcun.Error
			if !errors.As(err, &e) || e.Kind != fengcun.KindInvalid || e.Code != c.code || e.Field != c.field {
				t.Errorf("error %v, want %s (%s)", err, c.code, c.field)
			}
		})
	}
}

func TestErrorGivesNoDecision(t *testing.T) {
	d, err := DecideJSON([]byte(`{"outcome":{"disposition":"guilty"}}`), day(2026, 10, 1))
	if err == nil || d.Verdict != "" || !d.Withheld() {
		t.Errorf("%s with %v", d.Verdict, err)
	}
	u, err := DecideUnsealingJSON([]byte(`{"ground":"mercy"}`), day(2026, 10, 1))
	if err == nil || u.Verdict != "" || !u.Withheld() {
		t.Errorf("%s with %v", u.Verdict, err)
	}
}

// Facts and decisions hold the days of a person's life and refuse to be printed.
func TestParticularsAreNotPrinted(t *testing.T) {
	f := Facts{
		Birth:   Birth{Date: day(2008, 5, 10)},
		Acts:    []Act{{Date: day(2025, 3, 4)}},
		Outcome: Outcome{Disposition: fengcun.ConvictedImprisonment, Term: fengcun.Term{Years: 3}, Effective: day(2026, 9, 1)},
	}
	u := UnsealingFacts{Ground: fengcun.GroundNewCrime, Birth: f.Birth, Acts: f.Acts}
	d, v := Decide(f, day(2026, 10, 1)), DecideUnsealing(u, day(2026, 10, 1))
	for _, value := range []any{f, &f, u, &u, d, &d, v, &v, d.Reason, d.Reason.Findings} {
		var log bytes.Buffer
		untimed := &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey { // whose nanoseconds may be anybody's birth year
				return slog.Attr{}
			}
			return a
		}}
		slog.New(slog.NewJSONHandler(&log, untimed)).Info("x", "v", printed{value})
		for _, text := range []string{fmt.Sprint(value), fmt.Sprintf("%+v", value), fmt.Sprintf("%#v", value), log.String()} {
			for _, secret := range []string{"2008", "2025"} {
				if strings.Contains(text, secret) {
					t.Errorf("%T prints %q", value, text)
				}
			}
		}
	}
}

// printed hands a value to the log as its own text, as a careless caller does.
type printed struct{ value any }

func (p printed) LogValue() slog.Value {
	if v, ok := p.value.(slog.LogValuer); ok {
		return v.LogValue()
	}
	return slog.StringValue(fmt.Sprint(p.value))
}

// A decision that was stored is rendered from its codes and facts as it was on
// the day.
func TestStoredDecisionRendersAlike(t *testing.T) {
	for _, v := range Vectors() {
		if v.Expect.Error != nil || v.Kind != VectorSealing {
			continue
		}
		d, err := DecideJSON(v.Facts, v.AsOf)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var stored Decision
		if err := json.Unmarshal(text, &stored); err != nil {
			t.Fatal(err)
		}
		for _, lang := range Languages() {
			if a, b := strings.Join(d.Render(lang), "\n"), strings.Join(stored.Render(lang), "\n"); a != b {
				t.Errorf("%s: %s\n\n%s", v.ID, a, b)
			}
		}
	}
}
