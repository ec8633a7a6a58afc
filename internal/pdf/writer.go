package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
)

// writer collects the numbered objects of a file.
type writer struct {
	out     bytes.Buffer
	offsets []int // by object number, from 1; 0 while only reserved
	zip     *zlib.Writer
	zipped  bytes.Buffer
}

func newWriter() *writer {
	w := &writer{}
	// Four bytes above 127 in a comment tell programs that the file is binary. They
	// spell nothing: no file may say what kind of program made it.
	w.out.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	return w
}

func ref(object int) string { return strconv.Itoa(object) + " 0 R" }

// reserve returns a number for an object that is written later.
func (w *writer) reserve() int {
	w.offsets = append(w.offsets, 0)
	return len(w.offsets)
}

func (w *writer) object(body []byte) int {
	n := w.reserve()
	w.fill(n, body)
	return n
}

// fill writes a reserved object.
func (w *writer) fill(n int, body []byte) {
	w.offsets[n-1] = w.out.Len()
	w.out.WriteString(strconv.Itoa(n) + " 0 obj\n")
	w.out.Write(body)
	w.out.WriteString("\nendobj\n")
}

// stream writes a compressed stream; extra are further entries of its dictionary.
func (w *writer) stream(extra string, data []byte) int {
	w.zipped.Reset()
	if w.zip == nil {
		w.zip = zlib.NewWriter(&w.zipped)
	} else {
		w.zip.Reset(&w.zipped)
	}
	// A bytes.Buffer takes every write.
	_, _ = w.zip.Write(data)
	_ = w.zip.Close()
	return w.plainStream(extra+" /Filter /FlateDecode", w.zipped.Bytes())
}

// plainStream writes a stream as it is.
func (w *writer) plainStream(extra string, data []byte) int {
	n := w.reserve()
	w.offsets[n-1] = w.out.Len()
	w.out.WriteString(strconv.Itoa(n) + " 0 obj\n<<" + extra + " /Length " + strconv.Itoa(len(data)) + ">>\nstream\n")
	w.out.Write(data)
	w.out.WriteString("\nendstream\nendobj\n")
	return n
}

// finish writes the table of objects and the trailer. The file's identifier is
// made from its content, so that equal papers have equal bytes.
func (w *writer) finish(catalog, info int) []byte {
	sum := sha256.Sum256(w.out.Bytes())
	id := hex.EncodeToString(sum[:16])
	start := w.out.Len()
	fmt.Fprintf(&w.out, "xref\n0 %d\n0000000000 65535 f \n", len(w.offsets)+1)
	for _, offset := range w.offsets {
		fmt.Fprintf(&w.out, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&w.out, "trailer\n<</Size %d /Root %s /Info %s /ID [<%s> <%s>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(w.offsets)+1, ref(catalog), ref(info), id, id, start)
	return w.out.Bytes()
}
