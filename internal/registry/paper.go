package registry

import (
	"fengcun"
	"fengcun/internal/document"
)

// documentBytes is version 1 of the part: the document as it was issued, in every
// form in which it is handed out. Its digest stands outside the vault, so it is
// taken over a random blind too: names and numbers can be guessed, and a digest of
// them alone would confirm the guess for ever, that of a refusal since sealed
// included.
type documentBytes struct {
	Form   document.Form `json:"form"`
	Number string        `json:"number"`
	Text   []byte        `json:"text"`
	PDF    []byte        `json:"pdf,omitempty"`
	Docx   []byte        `json:"docx,omitempty"`
	Blind  fengcun.ID    `json:"blind"`
}

func newDocumentBytes(doc Issued) documentBytes {
	return documentBytes{doc.Form, doc.Number, doc.Text, doc.PDF, doc.Docx, fengcun.NewID()}
}

func (b documentBytes) issued(application fengcun.ID) Issued {
	return Issued{Application: application, Number: b.Number, Form: b.Form, Printed: document.Printed{Text: b.Text, PDF: b.PDF, Docx: b.Docx}}
}
