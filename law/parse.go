package law

import (
	"bytes"
	"encoding/json"
	"io"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"fengcun"
)

// ParseFacts reads the facts of one person in one matter from JSON and checks
// them. It is strict: an unknown field, a field given twice, null, an impossible
// day or contradictory facts are errors of kind fengcun.KindInvalid whose Field
// is the path of the fact, for example "acts[1].date". Codes are the Err…
// constants; an error never repeats a value.
func ParseFacts(text []byte) (Facts, error) {
	var f Facts
	if err := parseStrict(text, &f); err != nil {
		return Facts{}, err
	}
	if err := f.Validate(); err != nil {
		return Facts{}, err
	}
	return f, nil
}

// ParseUnsealingFacts reads the facts of a reported ground for lifting a seal,
// as strictly as ParseFacts.
func ParseUnsealingFacts(text []byte) (UnsealingFacts, error) {
	var f UnsealingFacts
	if err := parseStrict(text, &f); err != nil {
		return UnsealingFacts{}, err
	}
	if err := f.Validate(); err != nil {
		return UnsealingFacts{}, err
	}
	return f, nil
}

// DecideJSON reads the facts of one person in one matter and decides. The error
// is that of ParseFacts; with an error there is no decision, and the record stays
// withheld.
func DecideJSON(line []byte, asOf fengcun.Date) (Decision, error) {
	f, err := ParseFacts(line)
	if err != nil {
		return Decision{}, err
	}
	return Decide(f, asOf), nil
}

// DecideUnsealingJSON is DecideJSON for a reported ground for lifting a seal.
func DecideUnsealingJSON(line []byte, asOf fengcun.Date) (UnsealingDecision, error) {
	f, err := ParseUnsealingFacts(line)
	if err != nil {
		return UnsealingDecision{}, err
	}
	return DecideUnsealing(f, asOf), nil
}

// parseStrict reads one JSON object into a struct. The standard decoder takes
// the last of two equal fields, any letter case and null, and does not say where
// it failed; facts of law deserve better.
func parseStrict(text []byte, into any) error {
	if !utf8.Valid(text) {
		return fengcun.Invalid(ErrSyntax, "")
	}
	r := reader{json.NewDecoder(bytes.NewReader(text))}
	r.dec.UseNumber()
	if err := r.value(reflect.ValueOf(into).Elem(), ""); err != nil {
		return err
	}
	if _, err := r.dec.Token(); err != io.EOF {
		return fengcun.Invalid(ErrSyntax, "")
	}
	return nil
}

type reader struct{ dec *json.Decoder }

var dateType = reflect.TypeFor[fengcun.Date]()
var truthType = reflect.TypeFor[Truth]()

func (r reader) value(v reflect.Value, path string) error {
	token, err := r.dec.Token()
	if err != nil {
		return fengcun.Invalid(ErrSyntax, path)
	}
	wrong := fengcun.Invalid(ErrType, path)
	switch {
	case v.Type() == dateType:
		s, ok := token.(string)
		if !ok {
			return wrong
		}
		d, err := fengcun.ParseDate(s)
		if err != nil {
			return fengcun.Invalid(ErrDate, path)
		}
		v.Set(reflect.ValueOf(d))
	case v.Type() == truthType:
		b, ok := token.(bool)
		if !ok {
			return wrong
		}
		v.Set(reflect.ValueOf(TruthOf(b)))
	case v.Kind() == reflect.Struct:
		if token != json.Delim('{') {
			return wrong
		}
		return r.object(v, path)
	case v.Kind() == reflect.Slice:
		if token != json.Delim('[') {
			return wrong
		}
		return r.list(v, path)
	case v.Kind() == reflect.String:
		s, ok := token.(string)
		if !ok {
			return wrong
		}
		v.SetString(s)
	case v.Kind() == reflect.Bool:
		b, ok := token.(bool)
		if !ok {
			return wrong
		}
		v.SetBool(b)
	case v.Kind() == reflect.Int:
		number, ok := token.(json.Number)
		if !ok {
			return wrong
		}
		n, err := strconv.Atoi(string(number))
		if err != nil {
			return wrong
		}
		v.SetInt(int64(n))
	default:
		return wrong
	}
	return nil
}

func (r reader) object(v reflect.Value, path string) error {
	var seen uint64 // one bit for each field of the struct
	for r.dec.More() {
		token, err := r.dec.Token()
		if err != nil {
			return fengcun.Invalid(ErrSyntax, path)
		}
		name := token.(string)
		index := fieldNamed(v.Type(), name)
		if index < 0 {
			return fengcun.Invalid(ErrUnknownField, unknownPath(path, name))
		}
		at := joinPath(path, name)
		if seen&(1<<index) != 0 {
			return fengcun.Invalid(ErrDuplicateField, at)
		}
		seen |= 1 << index
		if err := r.value(v.Field(index), at); err != nil {
			return err
		}
	}
	if _, err := r.dec.Token(); err != nil {
		return fengcun.Invalid(ErrSyntax, path)
	}
	return nil
}

func (r reader) list(v reflect.Value, path string) error {
	for i := 0; r.dec.More(); i++ {
		if i == MaxActs {
			return fengcun.Invalid(ErrTooMany, path)
		}
		v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
		if err := r.value(v.Index(i), indexed(path, i)); err != nil {
			return err
		}
	}
	if _, err := r.dec.Token(); err != nil {
		return fengcun.Invalid(ErrSyntax, path)
	}
	return nil
}

func fieldNamed(t reflect.Type, name string) int {
	for i := range t.NumField() {
		if tag, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); tag == name {
			return i
		}
	}
	return -1
}

// unknownPath names an unknown field only if it looks like a field: it might be
// anything, a person's name included, and then only its place is named.
func unknownPath(path, name string) string {
	if name == "" || !isCode(name) || name[0] < 'A' {
		return path
	}
	return joinPath(path, name)
}

func joinPath(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
