package document

import (
	"cmp"
	"embed"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"fengcun"
)

//go:embed forms
var files embed.FS

// Library is a set of forms: those that come with the program, and in their place
// those that an organ has in a folder of its own.
type Library struct {
	forms map[Form]map[string]*template // by language
}

const suffix = ".form"

// Builtin is the forms that come with the program.
var Builtin = sync.OnceValues(func() (*Library, error) {
	l := &Library{forms: map[Form]map[string]*template{}}
	for _, lang := range Languages() {
		names, err := fs.Glob(files, path.Join("forms", lang, "*"+suffix))
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			content, err := files.ReadFile(name)
			if err != nil {
				return nil, err
			}
			if err := l.add(name, lang, content, l); err != nil {
				return nil, err
			}
		}
	}
	return l, nil
})

// With returns the library with the forms of a folder in place of its own: files
// zh-CN/NAME.form and en/NAME.form. What is wrong with one of them is an error that
// names file and line, and none of them is used. A folder that is not there changes
// nothing.
func (l *Library) With(folder fs.FS) (*Library, error) {
	next := &Library{forms: map[Form]map[string]*template{}}
	for form, languages := range l.forms {
		next.forms[form] = map[string]*template{}
		for lang, t := range languages {
			next.forms[form][lang] = t
		}
	}
	for _, lang := range Languages() {
		entries, err := fs.ReadDir(folder, lang)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, unreadable(lang)
		}
		for _, entry := range entries {
			name := path.Join(lang, entry.Name())
			if !strings.HasSuffix(name, suffix) {
				continue // notes and copies that an editor left
			}
			content, err := fs.ReadFile(folder, name)
			if err != nil {
				return nil, unreadable(name)
			}
			if err := next.add(name, lang, content, l); err != nil {
				return nil, err
			}
		}
	}
	return next, nil
}

// Replace returns the library with one form's file in place of its own, held against
// the measure that comes with the program.
func (l *Library) Replace(f Form, lang, content string) (*Library, error) {
	builtin, err := Builtin()
	if err != nil {
		return nil, err
	}
	next := &Library{forms: maps.Clone(l.forms)}
	next.forms[f] = maps.Clone(l.forms[f])
	return next, next.add(path.Join(lang, string(f)+suffix), lang, []byte(content), builtin)
}

// Source is the text of a form's file; empty if there is none.
func (l *Library) Source(f Form, lang string) string {
	if t := l.forms[f][lang]; t != nil {
		return t.source
	}
	return ""
}

// Silent reports whether a form keeps silent about what is sealed.
func (l *Library) Silent(f Form) bool { return l.forms[f][Chinese].header.Silent }

// FilledInByHand reports whether an applicant fills a form in.
func (l *Library) FilledInByHand(f Form) bool {
	head := l.forms[f][Chinese].header
	return head.Issuer == "applicant" && !head.Envelope
}

func unreadable(file string) error {
	return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "document.template_unreadable", Field: file, Args: map[string]string{"file": file}}
}

// add reads one file and holds it against the Chinese form of the measure.
func (l *Library) add(file, lang string, content []byte, measure *Library) error {
	form := Form(strings.TrimSuffix(path.Base(file), suffix))
	t, err := parseTemplate(file, content)
	if err != nil {
		return err
	}
	known := measure.forms[form][Chinese]
	switch {
	case known == nil && l == measure && lang == Chinese:
		known = t
	case known == nil:
		return faulty("document.template_unknown", file, 1, string(form))
	}
	if err := t.check(known); err != nil {
		return err
	}
	if l.forms[form] == nil {
		l.forms[form] = map[string]*template{}
	}
	l.forms[form][lang] = t
	return nil
}

// Forms are all forms, by name.
func (l *Library) Forms() []Form {
	var all []Form
	for form := range l.forms {
		all = append(all, form)
	}
	slices.SortFunc(all, func(a, b Form) int { return cmp.Compare(a, b) })
	return all
}

// Title is the name of a form in a language.
func (l *Library) Title(f Form, lang string) string {
	if t := l.forms[f][lang]; t != nil {
		return t.header.Title
	}
	return ""
}

func (l *Library) template(f Form, lang string) (*template, error) {
	t := l.forms[f][lang]
	if t == nil {
		return nil, fengcun.Invalid("document.form", "form")
	}
	return t, nil
}

// Field is what may be filled in.
type Field struct {
	Name     string
	Type     string   // text, name, identifier, date, organ, number, list or rows
	Optional bool     // may be empty
	Columns  []string // of rows
}

// Fields are the fields of a form, by name.
func (l *Library) Fields(f Form) []Field {
	t := l.forms[f][Chinese]
	if t == nil {
		return nil
	}
	var all []Field
	for name, kind := range t.fields {
		all = append(all, Field{name, kind.kind, kind.optional, kind.columns})
	}
	slices.SortFunc(all, func(a, b Field) int { return cmp.Compare(a.Name, b.Name) })
	return all
}
