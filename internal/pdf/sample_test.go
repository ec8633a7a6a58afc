package pdf_test

import (
	"testing"
	"time"

	"fengcun/internal/pdf"
)

var created = time.Date(2026, 11, 23, 1, 2, 3, 0, time.UTC)

// paper returns a document with a body.
func paper(body ...pdf.Block) *pdf.Document {
	return &pdf.Document{Title: "测试文书", Created: created, Body: body}
}

func render(t testing.TB, d *pdf.Document) []byte {
	t.Helper()
	file, err := d.Render()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func embedded(t testing.TB) *pdf.Font {
	t.Helper()
	f, err := pdf.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return f
}
