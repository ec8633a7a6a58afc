package roster

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
)

// sharedStrings is the table of texts of a workbook, packed into one buffer,
// because a hundred thousand separate strings cost three times their text.
type sharedStrings struct {
	text string
	ends []int
}

func (s sharedStrings) at(i int) (string, bool) {
	if i < 0 || i >= len(s.ends) {
		return "", false
	}
	start := 0
	if i > 0 {
		start = s.ends[i-1]
	}
	return s.text[start:s.ends[i]], true
}

func (w *workbook) readSharedStrings() (sharedStrings, error) {
	const part = "xl/sharedstrings.xml"
	if w.parts[part] == nil {
		return sharedStrings{}, nil
	}
	r, err := w.openPart(part)
	if err != nil {
		return sharedStrings{}, err
	}
	defer r.Close()
	var s sharedStrings
	var all, one strings.Builder
	decoder := xml.NewDecoder(r)
	text, phonetic := false, false
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			s.text = all.String()
			return s, nil
		}
		if err != nil {
			return sharedStrings{}, partError(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "si":
				one.Reset()
			case "rPh": // the reading of the characters, not the text
				phonetic = true
			case "t":
				text = !phonetic
			}
		case xml.CharData:
			if text {
				one.Write(t)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "rPh":
				phonetic = false
			case "t":
				text = false
			case "si":
				all.WriteString(unescape(one.String()))
				s.ends = append(s.ends, all.Len())
			}
		}
	}
}

// unescape resolves the _xHHHH_ escapes of spreadsheet texts (ECMA-376 part 1,
// 22.9.2.19): UTF-16 code units, so that a character outside the basic plane may
// come as two.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		unit, ok := escapedUnit(s)
		if !ok {
			b.WriteByte(s[0])
			s = s[1:]
			continue
		}
		s = s[7:]
		if utf16.IsSurrogate(rune(unit)) {
			if low, ok := escapedUnit(s); ok {
				b.WriteRune(utf16.DecodeRune(rune(unit), rune(low)))
				s = s[7:]
				continue
			}
		}
		b.WriteRune(rune(unit))
	}
	return b.String()
}

func escapedUnit(s string) (uint16, bool) {
	if len(s) < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 16)
	return uint16(n), err == nil
}
