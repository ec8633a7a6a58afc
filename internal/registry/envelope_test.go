package registry_test

import (
	"bytes"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// TestEnvelopeIsNeutral: an envelope names recipient and address, and neither the
// organ nor what it is about (Article 10); without a neutral sender there is none.
func TestEnvelopeIsNeutral(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	c := d.File(wang, number, years(3))
	d.Decide(c, years(3))
	d.Notify(&c)
	to := registry.Address{Lines: "东海市滨江区某某路100号3幢201室", Postcode: "300000"}
	if _, err := d.Registry.Envelope(ctx, handler, c.Notice, registry.PersonConcerned, to); fengcun.CodeOf(err) != "envelope.sender" {
		t.Errorf("without a sender: %v", err)
	}
	settings(t, d, sample.Court, "[sender]\naddress = \"东海市滨江区某某路88号\"\nplace = \"东海市滨江区\"\n")
	for _, recipient := range []string{registry.PersonConcerned, string(sample.Procuratorate)} {
		doc, err := d.Registry.Envelope(ctx, handler, c.Notice, recipient, to)
		if err != nil || len(doc.PDF) == 0 {
			t.Fatal(err)
		}
		if !bytes.Contains(doc.Text, []byte("某某路88号")) || !bytes.Contains(doc.Text, []byte("某某路100号3幢201室")) {
			t.Errorf("the envelope says\n%s", doc.Text)
		}
		for _, word := range []string{"法院", "封存", "犯罪", "未成年", "通知书", number} {
			if bytes.Contains(doc.Text, []byte(word)) || recipient == registry.PersonConcerned && strings.Contains(string(doc.PDF), word) {
				t.Errorf("the envelope says %s", word)
			}
		}
		if named := bytes.Contains(doc.Text, []byte(wang.Names[0].Text.Reveal()+"　收")); named != (recipient == registry.PersonConcerned) {
			t.Errorf("%s: the person is named: %v", recipient, named)
		}
	}
	for _, row := range []struct {
		actor fengcun.Actor
		to    string
		at    registry.Address
		code  string
	}{
		{handler, registry.PersonConcerned, registry.Address{}, "envelope.address"},
		{handler, registry.PersonConcerned, registry.Address{Lines: "王\U000323B0路"}, "pdf.missing_glyph"},
		{handler, string(sample.Court), to, "not_found"},
		{window, registry.PersonConcerned, to, "policy.denied"},
	} {
		if _, err := d.Registry.Envelope(ctx, row.actor, c.Notice, row.to, row.at); fengcun.CodeOf(err) != row.code {
			t.Errorf("%v, want %s", err, row.code)
		}
	}
}
