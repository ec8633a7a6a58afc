package document

import (
	"slices"
	"strings"
	"testing"

	"fengcun"
)

func fieldsFor(f Form) Fields {
	fields := Fields{}
	for _, name := range fieldsOf[f] {
		fields[name] = "甲"
	}
	fields["date"] = "2026-11-23"
	for _, name := range dates {
		if _, ok := fields[name]; ok {
			fields[name] = "2026-11-23"
		}
	}
	return fields
}

func TestFormsRender(t *testing.T) {
	for form := range fieldsOf {
		text, err := Render(form, fieldsFor(form))
		if err != nil {
			t.Fatalf("%s: %v", form, err)
		}
		if slices.Contains(silent, form) && strings.Contains(string(text), forbidden) {
			t.Errorf("%s speaks of sealing", form)
		}
		if !strings.Contains(string(text), "2026年11月23日") {
			t.Errorf("%s carries no date", form)
		}
	}
}

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(Fields)
		code   string
	}{
		{"missing", func(f Fields) { delete(f, "name") }, "document.field_missing"},
		{"unknown", func(f Fields) { f["note"] = "x" }, "document.field_unknown"},
		{"unreadable", func(f Fields) { f["name"] = "李\uFFFD" }, "document.unreadable"},
	} {
		fields := fieldsFor(NoRecordCertificate)
		c.change(fields)
		if _, err := Render(NoRecordCertificate, fields); fengcun.CodeOf(err) != c.code {
			t.Errorf("%s: got %v, want %s", c.name, err, c.code)
		}
	}
	if err := Check("letter", nil); fengcun.CodeOf(err) != "document.form" {
		t.Errorf("unknown form: %v", err)
	}
}

func TestNumber(t *testing.T) {
	if got := Number(fengcun.Organ{Code: "东公"}, SeriesCertificate, 2026, 12); got != "东公证〔2026〕12号" {
		t.Error(got)
	}
}
