package locale

import (
	"embed"
	"errors"
	"strings"

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

//go:embed catalogue/*.toml
var files embed.FS

// Locale renders in one language. It is never changed after New and safe for
// concurrent use.
type Locale struct {
	lang Lang
	text map[string]string
}

// New reads the catalogue of a language. The codes are locale.unknown and
// locale.catalogue.
func New(lang Lang) (*Locale, error) {
	if lang != Chinese && lang != English {
		return nil, fengcun.Invalid("locale.unknown", "lang")
	}
	file, err := files.ReadFile("catalogue/" + string(lang) + ".toml")
	if err != nil {
		return nil, errCatalogue(err)
	}
	var tree map[string]any
	if err := toml.Unmarshal(file, &tree); err != nil { // refuses a key that stands twice
		return nil, errCatalogue(err)
	}
	l := &Locale{lang: lang, text: map[string]string{}}
	if !l.flatten("", tree) {
		return nil, errCatalogue(errors.New("a value is not a text"))
	}
	return l, nil
}

func errCatalogue(cause error) error {
	return &fengcun.Error{Kind: fengcun.KindInternal, Code: "locale.catalogue", Err: cause}
}

// flatten files the texts of a table under their dotted keys.
func (l *Locale) flatten(prefix string, table map[string]any) bool {
	for key, value := range table {
		switch value := value.(type) {
		case string:
			l.text[prefix+key] = value
		case map[string]any:
			if !l.flatten(prefix+key+".", value) {
				return false
			}
		default:
			return false
		}
	}
	return true
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
