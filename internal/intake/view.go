package intake

import (
	"bytes"
	"context"
	"encoding/csv"
	"slices"
	"strings"

	"fengcun"
	"fengcun/internal/locale"
	"fengcun/internal/registry"
	"fengcun/internal/roster"
)

// The columns of a view beside those of a roster: the case system's own key of the
// case, which never changes, and the account of the handler.
const (
	KeyColumn     = "case_key"
	HandlerColumn = "handler"
)

// Told is one case of a view: the rows with one key.
type Told struct {
	Place   int // of its first row, from 1
	Key     fengcun.Particular
	Handler fengcun.StaffID
	Filing  registry.Filing
	Text    fengcun.Particular // all that is told, for comparing
}

// View reads the rows of a view, whose other columns are headings of a roster. A case
// is taken whole or not at all: one row that cannot be read parks it. The error is
// that of a view without its columns.
func View(ctx context.Context, organ fengcun.OrganID, o roster.Options, columns []string, rows [][]string) (told []Told, parked []registry.Parked, err error) {
	key, handler := slices.Index(columns, KeyColumn), slices.Index(columns, HandlerColumn)
	if key < 0 || handler < 0 {
		return nil, nil, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "intake.columns", Field: "intake.view"}
	}
	if len(rows) == 0 {
		return nil, nil, nil
	}
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	for _, row := range append([][]string{columns}, rows...) {
		line := make([]string, len(row))
		for i, cell := range row {
			line[i] = strings.NewReplacer("\r", " ", "\n", " ").Replace(cell) // a row is a line
		}
		w.Write(line) // to memory
	}
	w.Flush()
	read := map[int]roster.Row{}
	report, err := roster.Read(ctx, bytes.NewReader(text.Bytes()), int64(text.Len()), o, func(row roster.Row) error {
		read[row.Line] = row
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	for first := 0; first < len(rows); {
		next := first + 1
		for next < len(rows) && rows[next][key] == rows[first][key] {
			next++
		}
		one, refused := together(organ, rows[first:next], first, key, handler, read, report)
		if refused != nil {
			parked = append(parked, *refused)
		} else {
			told = append(told, one)
		}
		first = next
	}
	return told, parked, nil
}

// together makes one case of the rows with one key.
func together(organ fengcun.OrganID, rows [][]string, first, key, handler int, read map[int]roster.Row, report *roster.Report) (Told, *registry.Parked) {
	park := func(row int, code, field string) (Told, *registry.Parked) {
		return Told{}, &registry.Parked{Place: row + 1, Code: code, Field: field}
	}
	t := Told{Place: first + 1, Key: fengcun.Particular(rows[0][key]), Handler: fengcun.StaffID(rows[0][handler])}
	if t.Key == "" {
		return park(first, "intake.key", KeyColumn)
	}
	var own []roster.Row
	var text strings.Builder
	for i, cells := range rows {
		line := first + i + 2 // below the headings
		row, taken := read[line]
		if !taken {
			code, heading := refusal(report, line)
			return park(first+i, code, heading)
		}
		if fengcun.StaffID(cells[handler]) != t.Handler {
			return park(first+i, "intake.handlers", HandlerColumn)
		}
		own = append(own, row)
		for _, cell := range cells {
			text.WriteString(cell)
			text.WriteByte(0)
		}
	}
	matters, refused := Matters(own)
	switch {
	case len(refused) > 0:
		return park(refused[0].Line-2, refused[0].Code, "")
	case len(matters) != 1:
		return park(first, "intake.several", "")
	case matters[0].Organ != organ:
		return park(first, "intake.elsewhere", "")
	}
	t.Filing, t.Text = matters[0].Filing, fengcun.Particular(text.String())
	return t, nil
}

// refusal is why a row was not taken, if the report has room for it.
func refusal(report *roster.Report, line int) (code, heading string) {
	for _, issue := range report.Issues {
		if issue.Row == line && issue.Severity == roster.Refused && issue.Number == 0 {
			return string(issue.Code), issue.Column.Heading
		}
	}
	return "intake.row", ""
}

// Sentence says what is wrong with something parked: where, and what to do.
func Sentence(l *locale.Locale, p registry.Parked) string {
	code := roster.Code(p.Code)
	if p.Source == "view" && roster.Refuses(code) {
		return roster.Refusal(p.Place, p.Field, code).Text(string(l.Lang()))
	}
	where := l.Text("intake.parked."+p.Source, map[string]string{"place": l.Number(p.Place)})
	if p.Field != "" {
		where += l.Text("intake.parked.field", map[string]string{"field": p.Field})
	}
	said := "intake.fault." + p.Code
	if !l.Has(said) {
		said = "error." + p.Code // of the act, or of a request
	}
	return l.Text("intake.parked.said", map[string]string{"where": where, "said": l.Text(said, map[string]string{"field": p.Field})})
}
