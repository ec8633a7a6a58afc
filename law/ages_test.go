package law_test

import (
	"testing"
	"time"

	"fengcun"
	"fengcun/law"
)

// What is explained while acts are entered is what the decision finds later.
func TestAgesAgreeWithDecide(t *testing.T) {
	birth := law.Birth{Date: fengcun.NewDate(2008, time.June, 5)}
	day := func(y int, m time.Month, d int) law.Act { return law.Act{Date: fengcun.NewDate(y, m, d)} }
	for name, c := range map[string]struct {
		acts   []law.Act
		answer law.Answer
	}{
		"on the birthday":   {[]law.Act{day(2026, time.June, 5)}, law.AnswerYes},
		"the day after":     {[]law.Act{day(2026, time.June, 6)}, law.AnswerNo},
		"one on each side":  {[]law.Act{day(2026, time.March, 1), day(2026, time.June, 20)}, law.AnswerNo},
		"a day not known":   {[]law.Act{{}}, law.AnswerUnknown},
		"no act entered":    {nil, law.AnswerUnknown},
		"over the birthday": {[]law.Act{{From: fengcun.NewDate(2026, time.June, 1), To: fengcun.NewDate(2026, time.June, 9), Continuing: true}}, law.AnswerNo},
	} {
		lines := law.Ages(birth, c.acts, law.Chinese)
		if lines[0].Answer != c.answer {
			t.Errorf("%s: %s, want %s", name, lines[0].Answer, c.answer)
		}
		decided := law.Decide(law.Facts{Birth: birth, Acts: c.acts, Outcome: law.Outcome{
			Disposition: fengcun.ExemptFromPunishment, Effective: fengcun.NewDate(2026, time.July, 1),
		}}, fengcun.NewDate(2026, time.August, 1)).Lines(law.Chinese)
		for _, l := range decided {
			if l.Code == law.CodeMinorAtActs && (l.Answer != lines[0].Answer || l.Sentence != lines[0].Sentence) {
				t.Errorf("%s: Decide says %s, Ages says %s", name, l.Sentence, lines[0].Sentence)
			}
		}
	}
}
