package roster

import (
	"archive/zip"
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"fengcun"
)

// The columns that Write puts, in the order of the vocabulary of headings.

// text is the cell of a row under a field. It is the inverse of reading, save
// that a list of crimes or organs is joined with an enumeration comma.
func (row Row) text(field Field) string {
	switch field {
	case fieldCaseNumber:
		return join(row.CaseNumbers, "；")
	case fieldName:
		if len(row.Subject.Names) > 0 {
			return row.Subject.Names[0].Text.Reveal()
		}
	case fieldSex:
		switch row.Subject.Sex {
		case fengcun.Male:
			return "男"
		case fengcun.Female:
			return "女"
		}
	case fieldBirth:
		return row.Subject.Birth.String()
	case fieldIdentity:
		if len(row.Subject.Documents) > 0 {
			return row.Subject.Documents[0].Number.Reveal()
		}
	case fieldDomicile:
		return row.Domicile.Reveal()
	case fieldCrime:
		return join(row.Crimes, "、")
	case fieldActs:
		return actsText(row.Acts)
	case fieldMainAct:
		return answerText(row.MainActBefore18)
	case fieldOutcome:
		return outcomeText(row.Outcome.Disposition)
	case fieldSentence:
		return sentenceText(row.Outcome)
	case fieldSuspension:
		return termText(row.Outcome.Suspension)
	case fieldSupplementary:
		return supplementaryText(row.Outcome.Supplementary)
	case fieldJudgment:
		return row.Judgment.String()
	case fieldEffective:
		return row.Effective.String()
	case fieldConcluded:
		return row.Concluded.String()
	case fieldInvestigated, fieldProsecuted, fieldTried, fieldExecuted:
		return organText(row.Organs, field)
	case fieldGuardian:
		return guardianText(row.Subject.Guardians)
	case fieldJoint:
		return answerText(row.JointCrime)
	case fieldSeparate:
		return answerText(row.SeparatelyHandled)
	case fieldVolumes:
		if row.Volumes > 0 {
			return strconv.Itoa(row.Volumes)
		}
	case fieldRemark:
		return row.Remark.Reveal()
	}
	return ""
}

func join(texts []fengcun.Particular, separator string) string {
	revealed := make([]string, len(texts))
	for i, t := range texts {
		revealed[i] = t.Reveal()
	}
	return strings.Join(revealed, separator)
}

func actsText(acts []Act) string {
	parts := make([]string, len(acts))
	for i, act := range acts {
		parts[i] = act.From.String()
		if act.To != act.From {
			parts[i] += "至" + act.To.String()
		}
	}
	return strings.Join(parts, "；")
}

func answerText(answer *bool) string {
	switch {
	case answer == nil:
		return ""
	case *answer:
		return "是"
	}
	return "否"
}

func organText(organs []OrganMention, field Field) string {
	var names []string
	for _, f := range organFields {
		for _, o := range organs {
			if f.field == field && o.Function == f.function {
				names = append(names, o.Name)
			}
		}
	}
	return strings.Join(names, "、")
}

// relationWords are the words that Write uses for the relations.
var relationWords = map[string]string{"father": "父亲", "mother": "母亲", "guardian": "监护人", "close_relative": "近亲属"}

func guardianText(guardians []fengcun.Guardian) string {
	parts := make([]string, len(guardians))
	for i, g := range guardians {
		parts[i] = g.Name.Reveal()
		var notes []string
		if word := relationWords[g.Relation]; word != "" {
			notes = append(notes, word)
		}
		if g.Contact != "" {
			notes = append(notes, g.Contact.Reveal())
		}
		if len(notes) > 0 {
			parts[i] += "（" + strings.Join(notes, "，") + "）"
		}
	}
	return strings.Join(parts, "；")
}

// WriteCSV writes rows as CSV in UTF-8 with a byte order mark, so that
// spreadsheet programs show Chinese. For GB18030 wrap w in an encoder and use
// WriteCSVPlain.
func WriteCSV(w io.Writer, rows iter.Seq[Row]) error {
	if _, err := w.Write(utf8BOM); err != nil {
		return err
	}
	return WriteCSVPlain(w, rows)
}

// WriteCSVPlain writes rows as CSV in UTF-8 without a byte order mark. The caller
// answers for where the particulars go.
func WriteCSVPlain(w io.Writer, rows iter.Seq[Row]) error {
	out := csv.NewWriter(w)
	var line []string
	for _, h := range headings().list {
		line = append(line, h.Names[0])
	}
	if err := out.Write(line); err != nil {
		return err
	}
	n := 0
	for row := range rows {
		n++
		for i, h := range headings().list {
			line[i] = row.text(h.Field)
			if h.Field == fieldNumber {
				line[i] = strconv.Itoa(n)
			}
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// WriteXLSX writes rows as a workbook with one sheet: identity numbers as text,
// single dates as dates. The bytes depend on the rows alone. The caller answers
// for where the particulars go.
func WriteXLSX(w io.Writer, rows iter.Seq[Row]) error {
	return writeWorkbook(w, func(yield func([]sheetCell) bool) {
		var line []sheetCell
		for _, h := range headings().list {
			line = append(line, sheetCell{text: h.Names[0]})
		}
		if !yield(line) {
			return
		}
		n := 0
		for row := range rows {
			n++
			if !yield(row.sheetCells(n)) {
				return
			}
		}
	})
}

// writeWorkbook writes a workbook with one sheet of the given lines.
func writeWorkbook(w io.Writer, lines iter.Seq[[]sheetCell]) error {
	archive := zip.NewWriter(w)
	for _, part := range workbookParts {
		if err := writePart(archive, part.name, part.text); err != nil {
			return err
		}
	}
	sheet, err := archive.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		return err
	}
	out := &sheetWriter{w: sheet}
	out.print(sheetStart)
	for line := range lines {
		out.row(line)
	}
	out.print(`</sheetData></worksheet>`)
	if out.err != nil {
		return out.err
	}
	return archive.Close()
}

func (row Row) sheetCells(number int) []sheetCell {
	list := headings().list
	cells := make([]sheetCell, len(list))
	for i, h := range list {
		cells[i].text = row.text(h.Field)
		switch h.Field {
		case fieldNumber:
			cells[i].text = strconv.Itoa(number)
		case fieldBirth:
			cells[i].date = row.Subject.Birth
		case fieldJudgment:
			cells[i].date = row.Judgment
		case fieldEffective:
			cells[i].date = row.Effective
		case fieldConcluded:
			cells[i].date = row.Concluded
		}
	}
	return cells
}

func writePart(archive *zip.Writer, name, text string) error {
	part, err := archive.Create(name)
	if err != nil {
		return err
	}
	_, err = io.WriteString(part, text)
	return err
}

// sheetCell is one cell to be written; a date after February 1900 goes as a
// number with a date format, everything else as text.
type sheetCell struct {
	text string
	date fengcun.Date
}

type sheetWriter struct {
	w    io.Writer
	line int
	err  error
}

func (s *sheetWriter) print(text string) {
	if s.err == nil {
		_, s.err = io.WriteString(s.w, text)
	}
}

func (s *sheetWriter) row(cells []sheetCell) {
	s.line++
	var b strings.Builder
	fmt.Fprintf(&b, `<row r="%d">`, s.line)
	for i, c := range cells {
		switch {
		case c.text == "":
		case c.date.After(fengcun.NewDate(1900, 3, 1)):
			fmt.Fprintf(&b, `<c r="%s%d" s="1"><v>%d</v></c>`, columnLetter(i), s.line, dateSerial(c.date))
		default:
			fmt.Fprintf(&b, `<c r="%s%d" s="2" t="inlineStr"><is><t xml:space="preserve">`, columnLetter(i), s.line)
			b.WriteString(xmlText(c.text))
			b.WriteString(`</t></is></c>`)
		}
	}
	b.WriteString(`</row>`)
	s.print(b.String())
}
