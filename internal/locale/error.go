package locale

import (
	"errors"
	"strings"

	"fengcun"
)

// vocabulary says in which part of the catalogue the value of a placeholder is
// looked up. States are looked up by their noun.
var vocabulary = map[string]string{
	"noun":   "noun.",
	"kind":   "organ.",
	"remedy": "remedy.",
	"field":  "field.",
}

// Error returns what an error says to the reader: one sentence (what, and where
// if a field is concerned) and a hint (what to do). An error that is no
// *fengcun.Error, or has an unknown code, gives the sentence of the internal
// error. The cause of an error is never shown. For nil both are empty.
func (l *Locale) Error(err error) (sentence, hint string) {
	if err == nil {
		return "", ""
	}
	var e *fengcun.Error
	if !errors.As(err, &e) || !l.Has("error."+e.Code) {
		return l.text["error.internal"], l.text["hint.internal"]
	}
	value := func(name string) string { return l.value(e, name) }
	pattern := l.text["error."+e.Code]
	sentence = fill(pattern, value)
	if e.Field != "" && !strings.Contains(pattern, "{field}") {
		sentence = l.Text("text.at", map[string]string{"sentence": l.unstopped(sentence), "field": value("field")})
	}
	return sentence, fill(l.text["hint."+e.Code], value)
}

// value returns the text for a placeholder of an error's sentence.
func (l *Locale) value(e *fengcun.Error, name string) string {
	v := e.Args[name]
	switch name {
	case "field":
		v = e.Field
	case "from", "to":
		noun := e.Args["noun"]
		if noun == "" {
			noun = "record"
		}
		return l.or("state."+noun+"."+v, v)
	case "papers":
		var names []string
		for _, p := range strings.Fields(v) {
			names = append(names, l.or("paper."+p, p))
		}
		return strings.Join(names, l.text["text.and_next"])
	case "basis":
		if l.Has("promise." + v) {
			return l.text["promise."+v]
		}
		return l.Text("text.article", map[string]string{"article": v})
	}
	if part, ok := vocabulary[name]; ok {
		return l.or(part+v, v)
	}
	return v
}

// or returns the text of a key, or the other text if there is none.
func (l *Locale) or(key, other string) string {
	if text, ok := l.text[key]; ok {
		return text
	}
	return other
}

// unstopped removes the full stop, so that the place can follow.
func (l *Locale) unstopped(sentence string) string {
	return strings.TrimSuffix(strings.TrimSuffix(sentence, "。"), ".")
}
