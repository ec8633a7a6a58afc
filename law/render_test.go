package law

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"fengcun"
)

var update = flag.Bool("update", false, "write the golden files")

// TestRender compares one decision and one unsealing, in both languages, with
// golden files.
func TestRender(t *testing.T) {
	straddling := Facts{
		Birth: Birth{Date: day(2008, 2, 29)},
		Acts:  []Act{{Date: day(2025, 12, 1), Crime: "263"}, {Date: day(2026, 3, 1)}},
		Outcome: Outcome{
			Disposition: fengcun.ConvictedImprisonment, Term: fengcun.Term{Years: 5}, Combined: true,
			Accompanying: Accompanying{Control: fengcun.Term{Years: 1}, Fine: true}, Effective: day(2026, 9, 1),
		},
		JointCrime: JointCrime{WithAdults: Yes, Separate: Yes},
	}
	sealed := Facts{
		Birth:           Birth{Date: day(1993, 2, 3)},
		Acts:            []Act{{From: day(2009, 5, 1), To: day(2009, 6, 1), Continuing: true}},
		Outcome:         Outcome{Disposition: fengcun.ConvictedImprisonment, Term: fengcun.Term{Years: 3, Months: 6}, Suspended: false, Effective: day(2009, 11, 2)},
		JointCrime:      JointCrime{WithAdults: Yes, Separate: No},
		LaterAdultCrime: LaterCrime{Committed: Yes, Intentional: Yes},
	}
	retrial := UnsealingFacts{
		Ground: fengcun.GroundResentence, Retrial: Yes, JudgmentOnFile: Yes,
		Outcome: Outcome{Disposition: fengcun.ConvictedImprisonment, Term: fengcun.Term{Years: 5}, Effective: day(2026, 9, 1)},
	}
	asOf := day(2026, 10, 1)
	undecided, old, five := Decide(straddling, asOf), Decide(sealed, asOf), DecideUnsealing(retrial, asOf)
	for _, lang := range Languages() {
		golden(t, "undecided."+string(lang), undecided.Render(lang))
		golden(t, "sealed."+string(lang), old.Render(lang))
		golden(t, "retrial-to-five."+string(lang), five.Render(lang))
	}
}

func golden(t *testing.T, name string, lines []string) {
	t.Helper()
	path := "testdata/render/" + name + ".txt"
	got := strings.Join(lines, "\n") + "\n"
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || got != string(want) {
		t.Errorf("%s differs (%v):\n%s", path, err, got)
	}
}

// TestCataloguesAreEqual holds the languages to the same keys.
func TestCataloguesAreEqual(t *testing.T) {
	zh, en := catalogueOf(Chinese), catalogueOf(English)
	for key, sentence := range zh {
		if en[key] == "" || sentence == "" {
			t.Errorf("%s is not in both catalogues", key)
		}
		if strings.Contains(sentence, "{n}") != strings.Contains(en[key], "{n}") {
			t.Errorf("%s has different places", key)
		}
	}
	for key, sentence := range en {
		if zh[key] == "" {
			t.Errorf("%s is in English only", key)
		}
		if !strings.HasPrefix(key, "label.") && strings.ContainsFunc(sentence, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s is not English: %s", key, sentence)
		}
	}
}

// TestClosedSetsHaveSentences finds a sentence for every member of every set
// that a reader meets.
func TestClosedSetsHaveSentences(t *testing.T) {
	var keys []string
	for _, d := range fengcun.Dispositions() {
		keys = append(keys, "value."+string(d))
	}
	for _, v := range Verdicts() {
		keys = append(keys, "verdict."+string(v))
	}
	for _, v := range UnsealingVerdicts() {
		keys = append(keys, "verdict."+string(v))
	}
	for _, d := range []Disclosure{Withhold, Ordinary} {
		keys = append(keys, "disclosure."+string(d))
	}
	for _, l := range []Label{LabelAdultFile, LabelWholeFile, LabelUsingFile} {
		keys = append(keys, "label."+string(l))
	}
	for _, s := range []Service{ServeCourt, ServeProcuratorate, SealCorrections, SealInternal, SealExOfficio} {
		keys = append(keys, "service."+string(s))
	}
	for _, e := range []string{ErrSyntax, ErrUnknownField, ErrDuplicateField, ErrType, ErrDate, ErrValue, ErrTerm, ErrReasons, ErrTooMany, ErrContradiction, ErrResponsibility} {
		keys = append(keys, "error."+e)
	}
	for _, key := range keys {
		for _, lang := range Languages() {
			if Sentence(lang, key) == key {
				t.Errorf("no sentence in %s for %s", lang, key)
			}
		}
	}
	for _, l := range []Label{LabelAdultFile, LabelWholeFile, LabelUsingFile} {
		if !strings.Contains(Sentence(Chinese, "label."+string(l)), CoverLabel) {
			t.Errorf("label %s does not carry the text of Article 5", l)
		}
	}
}

func TestUnknownLanguageIsChinese(t *testing.T) {
	d := Decide(Facts{}, day(2026, 10, 1))
	if !slices.Equal(d.Render("fr"), d.Render(Chinese)) {
		t.Error("an unknown language is not rendered in Chinese")
	}
}

func TestCitations(t *testing.T) {
	for _, c := range []struct {
		basis  Basis
		zh, en string
	}{
		{Article4p2, "第四条第二款", "Article 4(2)"},
		{Article18i3, "第十八条第三项", "Article 18(3)"},
		{Article18end, "第十八条最后一款", "Article 18, last paragraph"},
		{Article24, "第二十四条", "Article 24"},
		{"10", "第十条", "Article 10"},
		{CriminalLaw69p2, "《刑法》第六十九条第二款", "Criminal Law, Article 69(2)"},
		{ProcedureLaw286, "《刑事诉讼法》第二百八十六条", "Criminal Procedure Law, Article 286"},
		{ProtectionLaw103, "《未成年人保护法》第一百零三条", "Juvenile Protection Law, Article 103"},
		{PublicSecurity136, "《治安管理处罚法》第一百三十六条", "Public Security Administration Penalties Law, Article 136"},
		{"CL 110", "《刑法》第一百一十条", "Criminal Law, Article 110"},
		{"CL 200", "《刑法》第二百条", "Criminal Law, Article 200"},
		{JuvenileCases2, "法释〔2006〕1号第二条", "Interpretation Fashi [2006] No. 1, Article 2"},
	} {
		if zh, en := c.basis.Text(Chinese), c.basis.Text(English); zh != c.zh || en != c.en {
			t.Errorf("%s reads %s, %s", c.basis, zh, en)
		}
	}
}
