package console

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"regexp"
	"strings"

	"fengcun/internal/locale"
)

//go:embed templates/*.html
var templates embed.FS

// look is how the console looks in one language: its words and its pages, parsed
// once.
type look struct {
	*locale.Locale
	pages map[string]*template.Template
}

// The templates that every page is built of.
const (
	layoutFile = "templates/layout.html"
	partsFile  = "templates/parts.html"
)

// newLook parses every page. A key of the catalogue that a template names and that
// is not there is an error now, not a gap on a page later.
func newLook(lang locale.Lang, a assets, n *names) (*look, error) {
	words, err := locale.New(lang)
	if err != nil {
		return nil, err
	}
	l := &look{Locale: words, pages: map[string]*template.Template{}}
	base, err := template.New("layout.html").Funcs(l.functions(a, n)).Option("missingkey=error").ParseFS(templates, layoutFile, partsFile)
	if err != nil {
		return nil, err
	}
	files, err := fs.Glob(templates, "templates/*.html")
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		text, err := templates.ReadFile(file)
		if err != nil {
			return nil, err
		}
		for _, key := range keysIn.FindAllStringSubmatch(string(text), -1) {
			if other := key[1] != ""; !other && !words.Has(key[2]) {
				return nil, fmt.Errorf("console: %s names %q, which the catalogue of %s does not have", file, key[2], lang)
			}
		}
		if file == layoutFile || file == partsFile {
			continue
		}
		page, err := base.Clone()
		if err != nil {
			return nil, err
		}
		if page, err = page.ParseFS(templates, file); err != nil {
			return nil, err
		}
		l.pages[strings.TrimSuffix(strings.TrimPrefix(file, "templates/"), ".html")] = page
	}
	return l, nil
}

// keysIn finds the keys of the catalogue in a template: every text that begins like
// one. After term stands a section, after asset a file.
var keysIn = regexp.MustCompile(`((?:term|asset) )?"((?:console|noun|role|organ|disposition|holding|field)\.[a-z_.0-9]+[a-z_0-9])"`)

func (l *look) page(w io.Writer, name string, s shell) error {
	page, ok := l.pages[name]
	if !ok {
		return fmt.Errorf("console: there is no page %q", name)
	}
	return page.ExecuteTemplate(w, "layout", s)
}

// part renders one named template of a page alone, for a script that exchanges it.
func (l *look) part(w io.Writer, page, part string, body any) error {
	return l.pages[page].ExecuteTemplate(w, part, body)
}
