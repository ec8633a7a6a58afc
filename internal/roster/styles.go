package roster

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// dateStyles says of each cell style whether it shows a date. Without a table of
// styles no number is a date.
func (w *workbook) dateStyles() ([]bool, error) {
	const part = "xl/styles.xml"
	if w.parts[part] == nil {
		return nil, nil
	}
	var styles []bool
	formats := map[int]bool{}
	inCellXfs := false
	err := w.elements(part, func(e xml.StartElement) {
		switch e.Name.Local {
		case "numFmt":
			if id, err := strconv.Atoi(attribute(e, "numFmtId")); err == nil {
				formats[id] = dateFormat(attribute(e, "formatCode"))
			}
		case "cellXfs":
			inCellXfs = true
		case "cellStyles", "dxfs", "cellStyleXfs":
			inCellXfs = false
		case "xf":
			if inCellXfs {
				id, _ := strconv.Atoi(attribute(e, "numFmtId"))
				custom, known := formats[id]
				styles = append(styles, custom || (!known && builtInDate(id)))
			}
		}
	})
	return styles, err
}

// builtInDate knows the predefined formats that show a day (ECMA-376 part 1,
// 18.8.30), the East Asian ones included; 18 to 21 and 45 to 47 show only a time.
func builtInDate(id int) bool {
	return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58
}

// dateFormat reports whether a format code shows a year or a day. Quoted text,
// escaped characters and bracketed conditions are not part of the pattern.
func dateFormat(code string) bool {
	quoted, bracketed := false, false
	lower := strings.ToLower(code)
	if strings.HasPrefix(lower, "general") {
		return false
	}
	escaped := false
	for _, r := range lower {
		switch {
		case escaped:
			escaped = false
		case r == '\\' || r == '_' || r == '*':
			escaped = true
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '[':
			bracketed = true
		case r == ']':
			bracketed = false
		case bracketed:
		case r == ';':
			return false
		case r == 'y' || r == 'd' || r == 'e':
			return r != 'e' || !strings.ContainsAny(lower, "0#")
		}
	}
	return false
}
