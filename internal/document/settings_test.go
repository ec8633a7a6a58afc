package document_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/suite"
)

// What an organ says about its papers is read when the program starts, and what
// cannot be followed stops it then.
func TestSettings(t *testing.T) {
	u := unlock(t)
	dir := t.TempDir()
	write(t, []byte("outside = [\"certificate\"]\n[numbers]\nnotice = \"（{year}）{code}刑封{serial}号\"\n[sender]\naddress = \"东海市滨江区某某路88号\"\nplace = \"东海市滨江区\"\n"), dir, "court", "papers.toml")
	p := openPress(t, dir, u)
	if got := p.Format("court", document.SeriesNotice); got != "（{year}）{code}刑封{serial}号" {
		t.Errorf("the organ's form of a number is %q", got)
	}
	for _, organ := range []fengcun.OrganID{"court", "police"} {
		if p.Format(organ, document.SeriesCertificate) != document.DefaultFormat(document.SeriesCertificate) || p.Outside(organ, document.SeriesNotice) {
			t.Errorf("%s: what was not said is not as it was", organ)
		}
	}
	if !p.Outside("court", document.SeriesCertificate) || p.Outside("police", document.SeriesCertificate) || p.Sender("court").Place != "东海市滨江区" || p.Sender("police") != (document.Sender{}) {
		t.Error("what one organ says counts for another, or not for itself")
	}
	for name, c := range map[string]struct{ content, code string }{
		"not TOML":                  {"x", "document.settings"},
		"unknown key":               {"number = 1", "document.settings"},
		"unknown series":            {"[numbers]\nletters = \"{year}{serial}\"", "document.settings"},
		"unknown series outside":    {"outside = [\"letters\"]", "document.settings"},
		"inquiries from outside":    {"outside = [\"inquiry\"]", "document.settings"},
		"a number without a year":   {"[numbers]\nnotice = \"{code}{serial}号\"", "document.number_format"},
		"two series written alike":  {"[numbers]\nnotice = \"{code}证〔{year}〕{serial}号\"", "document.number_format"},
		"a certificate that speaks": {"[numbers]\ncertificate = \"{code}封证〔{year}〕{serial}号\"", "document.number_format"},
		"a sender that tells":       {"[sender]\naddress = \"东海市滨江区人民法院\"", "document.sender"},
	} {
		dir := t.TempDir()
		write(t, []byte(c.content), dir, "court", "papers.toml")
		if _, err := document.OpenPress(dir, suite.Intl(), u, nil); fengcun.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
}
