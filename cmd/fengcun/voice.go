package main

import (
	"strings"

	"fengcun/internal/locale"
)

// voice speaks one language: the sentences of errors and the names of the law's
// terms from the catalogues of package locale, the words of the command line
// itself from words.go.
type voice struct {
	locale *locale.Locale
	lang   locale.Lang
}

func newVoice(lang locale.Lang) (voice, error) {
	l, err := locale.New(lang)
	return voice{l, lang}, err
}

// say returns the words of a key with each {name} replaced. A key without words
// is shown as it is: it is stable and reveals nothing.
func (v voice) say(key string, args map[string]string) string {
	w, ok := words[key]
	if !ok {
		return key
	}
	text := w.zh
	if v.lang == locale.English {
		text = w.en
	}
	for name, value := range args {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}

// field writes one labelled value.
func (v voice) field(key, value string) string {
	if value == "" {
		value = "—"
	}
	return v.say(key, nil) + v.say("word.colon", nil) + value
}

// term names a member of one of the closed sets of the law, for example
// term("state.record", "sealed").
func (v voice) term(set, member string) string {
	key := set + "." + member
	if !v.locale.Has(key) {
		return member
	}
	return v.locale.Text(key, nil)
}

// errorText says an error: one sentence, one hint.
func (v voice) errorText(err error) (sentence, hint string) { return v.locale.Error(err) }

// helpTexts are the texts of --help under the names that the grammar gives them.
func (v voice) helpTexts() map[string]string {
	texts := map[string]string{}
	for key := range words {
		if name, ok := strings.CutPrefix(key, "help."); ok {
			texts["${help_"+strings.ReplaceAll(name, ".", "_")+"}"] = v.say(key, nil)
		}
	}
	return texts
}
