package locale

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"fengcun"
)

// Lang is a language of the catalogues.
type Lang string

// The languages. Chinese is the language of the law and the default.
const (
	Chinese Lang = "zh-CN"
	English Lang = "en"
)

// Langs lists the languages, the default first.
func Langs() []Lang { return []Lang{Chinese, English} }

//go:embed catalogue/*/*.toml
var files embed.FS

// Locale renders in one language. It is never changed after New and safe for
// concurrent use.
type Locale struct {
	lang Lang
	text map[string]string
}

// New is the catalogue of a language, read once. The codes are locale.unknown and
// locale.catalogue.
func New(lang Lang) (*Locale, error) {
	read, ok := catalogues[lang]
	if !ok {
		return nil, fengcun.Invalid("locale.unknown", "lang")
	}
	return read()
}

var catalogues = map[Lang]func() (*Locale, error){
	Chinese: sync.OnceValues(func() (*Locale, error) { return load(Chinese) }),
	English: sync.OnceValues(func() (*Locale, error) { return load(English) }),
}

func load(lang Lang) (*Locale, error) {
	names, err := fs.Glob(files, "catalogue/"+string(lang)+"/*.toml")
	if err != nil {
		return nil, errCatalogue(err)
	}
	l := &Locale{lang: lang, text: map[string]string{}}
	for _, name := range names {
		file, err := files.ReadFile(name)
		if err != nil {
			return nil, errCatalogue(err)
		}
		var tree map[string]any
		if err := toml.Unmarshal(file, &tree); err != nil {
			return nil, errCatalogue(err)
		}
		if err := l.flatten("", tree); err != nil {
			return nil, errCatalogue(err)
		}
	}
	return l, nil
}

func errCatalogue(cause error) error {
	return &fengcun.Error{Kind: fengcun.KindInternal, Code: "locale.catalogue", Err: cause}
}

// flatten files the texts of a table under their dotted keys. A key that stands
// twice, in one file or in two, is refused.
func (l *Locale) flatten(prefix string, table map[string]any) error {
	for key, value := range table {
		switch value := value.(type) {
		case string:
			if _, twice := l.text[prefix+key]; twice {
				return fmt.Errorf("%s%s stands twice", prefix, key)
			}
			l.text[prefix+key] = value
		case map[string]any:
			if err := l.flatten(prefix+key+".", value); err != nil {
				return err
			}
		default:
			return fmt.Errorf("%s%s is not a text", prefix, key)
		}
	}
	return nil
}

// Lang returns the language.
func (l *Locale) Lang() Lang { return l.lang }

// Has reports whether the catalogue has a key.
func (l *Locale) Has(key string) bool {
	_, ok := l.text[key]
	return ok
}

// Text returns the text of a key, for example "state.record.sealed", with each
// {name} replaced by args[name]. A placeholder without a value becomes a dash,
// and a key that is not in the catalogue is returned as it is.
func (l *Locale) Text(key string, args map[string]string) string {
	text, ok := l.text[key]
	if !ok {
		return key
	}
	return fill(text, func(name string) string { return args[name] })
}

// fill replaces the placeholders of a text.
func fill(text string, value func(name string) string) string {
	var b strings.Builder
	for {
		before, rest, open := strings.Cut(text, "{")
		name, after, closed := strings.Cut(rest, "}")
		b.WriteString(before)
		if !open || !closed {
			b.WriteString(rest)
			return b.String()
		}
		if v := value(name); v != "" {
			b.WriteString(v)
		} else {
			b.WriteString("—")
		}
		text = after
	}
}
