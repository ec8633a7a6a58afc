package calendar

import (
	"regexp"
	"slices"
	"testing"
	"unicode"
)

// Both languages of a sentence say the same: both are there, with the same
// values, and neither contains the other's script.
func TestSentencesStandInBothLanguages(t *testing.T) {
	value := regexp.MustCompile(`\{[a-z]+\}`)
	han := func(s string) bool {
		for _, r := range s {
			if unicode.Is(unicode.Han, r) {
				return true
			}
		}
		return false
	}
	for code, s := range sentences {
		if s.zh == "" || s.en == "" || !han(s.zh) || han(s.en) {
			t.Errorf("%s: %q, %q", code, s.zh, s.en)
		}
		zh, en := value.FindAllString(s.zh, -1), value.FindAllString(s.en, -1)
		slices.Sort(zh)
		slices.Sort(en)
		if !slices.Equal(zh, en) {
			t.Errorf("%s: values %v and %v", code, zh, en)
		}
	}
}

func TestEveryTermAndProvisionHasASentence(t *testing.T) {
	for _, known := range Terms() {
		codes := []string{"term." + string(known.Code), "start." + string(known.Starts), "unit." + string(known.Length.unit())}
		for _, article := range known.Basis {
			codes = append(codes, "article."+article)
		}
		for _, code := range codes {
			if _, ok := sentences[code]; !ok {
				t.Errorf("%s has no sentence", code)
			}
		}
	}
	c, err := Official()
	if err != nil {
		t.Fatal(err)
	}
	for d, day := range c.days {
		if _, ok := sentences["holiday."+day.name]; !ok {
			t.Errorf("%s: no English name for %s", d, day.name)
		}
	}
}
