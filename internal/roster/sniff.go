package roster

import (
	"bytes"
	"strings"
)

var (
	zipMark = []byte("PK\x03\x04")
	oleMark = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}
	utf8BOM = []byte{0xEF, 0xBB, 0xBF}
)

// open looks at the first bytes of the file, never at its name, and opens it as
// what it is.
func open(file section, o Options) (source, error) {
	if file.size == 0 {
		return nil, fileError("roster.file.empty", "", RemedySendAgain)
	}
	if file.size > o.MaxBytes {
		return nil, fileError("roster.file.too_large", "", RemedySplitFile)
	}
	head, err := file.head(4096)
	if err != nil {
		return nil, unreadable(err)
	}
	switch {
	case bytes.HasPrefix(head, zipMark):
		return openWorkbook(file, o)
	case bytes.HasPrefix(head, oleMark):
		return nil, oleError(file)
	case bytes.HasPrefix(head, []byte("%PDF-")), bytes.HasPrefix(head, []byte(`{\rtf`)):
		return nil, fileError("roster.file.not_workbook", "", RemedySaveAsXLSX)
	case markup(head):
		return nil, fileError("roster.file.markup", "", RemedySaveAsXLSX)
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}), bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return nil, fileError("roster.file.utf16", "", RemedySaveAsUTF8)
	case bytes.IndexByte(head, 0) >= 0:
		return nil, fileError("roster.file.not_workbook", "", RemedySaveAsXLSX)
	}
	return openCSV(file)
}

// markup recognises a web page or an XML spreadsheet that carries the name of a
// workbook, as many case systems export it.
func markup(head []byte) bool {
	start := strings.ToLower(strings.TrimSpace(string(bytes.TrimPrefix(head, utf8BOM))))
	for _, mark := range []string{"<!doctype", "<html", "<?xml", "<table", "<head", "<meta", "<style"} {
		if strings.HasPrefix(start, mark) {
			return true
		}
	}
	return strings.HasPrefix(start, "mime-version:")
}

// oleError tells an encrypted workbook from an old .xls; both are OLE containers
// whose directory names the streams in UTF-16.
func oleError(file section) error {
	const window = 64 << 10
	encrypted := utf16Name("EncryptedPackage")
	buffer := make([]byte, window+len(encrypted))
	for at := int64(0); at < file.size; at += window {
		n, err := file.ReadAt(buffer[:min(int64(len(buffer)), file.size-at)], at)
		if bytes.Contains(buffer[:n], encrypted) {
			return fileError("roster.file.encrypted", "", RemedyRemoveLock)
		}
		if err != nil && at+int64(n) < file.size {
			return unreadable(err)
		}
	}
	return fileError("roster.file.old_format", "", RemedySaveAsXLSX)
}

func utf16Name(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for _, c := range []byte(s) {
		b = append(b, c, 0)
	}
	return b
}

// unreadable is a file that breaks off or is damaged. The cause is kept for the
// log; it speaks of bytes and parts, never of cells.
func unreadable(cause error) error {
	e := fileError("roster.file.damaged", "", RemedySendAgain)
	e.Err = cause
	return e
}
