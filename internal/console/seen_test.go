package console

import (
	"archive/zip"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// seen is everything of an answer that its reader can see, but for what is random and
// has no meaning.
func (a answer) seen() string {
	var b strings.Builder
	fmt.Fprintln(&b, a.StatusCode)
	text, file := a.text, true
	switch {
	case strings.HasPrefix(text, "%PDF-"):
		text = pdfPages(text)
	case strings.HasPrefix(text, "PK\x03\x04"):
		text = docxParts(text)
	default:
		file = false
	}
	for _, name := range slices.Sorted(maps.Keys(a.Header)) {
		if name != "Set-Cookie" && !(file && name == "Content-Length") {
			fmt.Fprintln(&b, name, a.Header[name])
		}
	}
	b.WriteString(text)
	return masked(b.String())
}

// pdfPages is how many pages a PDF has: one random label on a paper changes its fonts
// and lengths and all that is compressed in it. What a paper says is compared in the text
// document, which is made of the same paper.
func pdfPages(text string) string {
	return fmt.Sprintln("PDF, pages:", strings.Count(text, "/Type /Page "))
}

// docxParts is what the parts of a text document say.
func docxParts(text string) string {
	archive, err := zip.NewReader(strings.NewReader(text), int64(len(text)))
	if err != nil {
		return text
	}
	var b strings.Builder
	for _, part := range archive.File {
		fmt.Fprintln(&b, part.Name)
		if strings.HasSuffix(part.Name, ".png") {
			continue // the code, of a number and a salt that differ
		}
		r, err := part.Open()
		if err != nil {
			return text
		}
		if _, err := io.Copy(&b, r); err != nil {
			return text
		}
	}
	return b.String()
}

// anyRandom finds what is random on a page and has no meaning: the token of a form,
// a holding's label, a hash, the secret of a one-time code, what a
// passkey is asked.
var (
	anyRandom = regexp.MustCompile(`[A-Za-z0-9_-]{80,}|[A-Z2-7]{32}|[A-Z2-7]{26}|\b[0-9A-F]{12}\b|[A-Za-z0-9+/]{43}=|[0-9a-f]{32}`)
	drawn     = [][2]string{{`<svg class="code"`, `</svg>`}, {`data-options="`, `"`}} // whole codes and questions
)

// masked puts one sign for everything random. The expression is asked of each word
// alone, because it is slow on a whole page, and there are many.
func masked(text string) string {
	for _, ends := range drawn {
		var b strings.Builder
		for {
			before, rest, found := strings.Cut(text, ends[0])
			b.WriteString(before)
			if !found {
				break
			}
			b.WriteByte('#')
			_, text, _ = strings.Cut(rest, ends[1])
		}
		text = b.String()
	}
	var b strings.Builder
	b.Grow(len(text))
	for i := 0; i < len(text); {
		end := i
		for end < len(text) && wordByte[text[end]] {
			end++
		}
		if end-i >= 12 {
			b.WriteString(anyRandom.ReplaceAllString(text[i:end], "#"))
		} else {
			b.WriteString(text[i:end])
		}
		for i = end; i < len(text) && !wordByte[text[i]]; i++ {
			b.WriteByte(text[i])
		}
	}
	return b.String()
}

// wordByte are the characters that random words are made of.
var wordByte = func() (is [256]bool) {
	for _, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-") {
		is[c] = true
	}
	return is
}()

// TestMasked: what is random is masked and nothing else, wherever it stands.
func TestMasked(t *testing.T) {
	id := strings.Repeat("0a", 16)
	for text, want := range map[string]string{
		"/matters/" + id + "/papers?of=" + id: "/matters/#/papers?of=#",
		"标签0123456789AB。":                     "标签#。",
		`a<svg class="code" x>...</svg>b`:     "a#b",
		`<p data-options="{1}">c`:             "<p #>c",
		"31010520050304123X and 张三":           "31010520050304123X and 张三",
		strings.Repeat("A-_z", 20) + "<":      "#<",
	} {
		if got := masked(text); got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}
