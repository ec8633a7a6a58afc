// Package document turns what an organ issues into paper: notices, certificates,
// decisions, applications, inventories, envelopes.
//
// # How a paper comes about
//
//	forms/zh-CN/NAME.form   a form: a header with typed fields, a body in a simple markup
//	        │  Library.Set    values into fields, checked
//	        ▼
//	Paper                   typed blocks: lines, tables, the sign-off, the place of a code
//	        │
//	        ├─ Paper.PDF      what is signed and handed out
//	        ├─ Paper.Docx     for organs whose seal system takes a text document
//	        └─ Paper.Text     for the command line and for whoever hears a screen
//
// Whatever comes later (another file format, a code to verify a paper by) works on
// Paper and knows no form. A form is a file, so that a lawyer changes its wording
// without a build: docs/documents.md says how. A file in an organ's own folder
// takes the place of the one that comes with the program, which stays the measure:
// it says which fields there are, which of them must be printed, and whether the
// form is silent.
//
// # What it promises
//
//   - A missing field, a field that the form does not know, a value of the wrong type,
//     an unreadable or over-long one is an error before a number is taken; so is a
//     character without a glyph (Press.Check).
//   - A silent form (every paper on the way of a certificate or an inquiry) that
//     contains the word 封存 is refused on load, and a silent paper when a value would
//     bring the word in: on one certificate it would betray every other.
//   - Certificate and refusal, and any two papers of one form, differ by their values
//     alone: no form knows more of a person than its fields say.
//   - Text that is too long flows on to the next page and is never clipped.
//   - Equal values give equal bytes before the signature.
//
// The layouts are reconstructions in the measures of GB/T 9704-2012; the wording is
// the program's own except where a statute is quoted by its article.
//
// It decides nothing, writes nothing, and keeps nothing.
package document
