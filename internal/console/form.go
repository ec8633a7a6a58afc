package console

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"fengcun"
	"fengcun/internal/registry"
)

// form is what was typed into a form, with what is wrong about it.
type form struct {
	Values url.Values
	Wrong  []wrong // in the order of the fields
	Box    *box    // what is wrong with the whole: a conflict or a refusal
	Token  string  // by which a form sent twice is known
	Seen   string  // the last change of the matter that the form was made from
}

// wrong is what is wrong with one field.
type wrong struct{ Field, Text string }

// box stands above the form.
type box struct {
	Class string // conflict, refusal
	message
}

// seenField says up to which entry of the log the visitor saw the matter.
const seenField = "seen"

// stale looks whether somebody else has changed the matter since the form was made,
// and says who did what. What was typed stays, and is sent again knowing that. The
// visitor's own later change is left to the act, which knows a form sent twice.
func (v *visit) stale(f *form, m registry.MatterView) {
	var last registry.Event
	for _, e := range m.Timeline {
		if e.Index > last.Index && e.Act != "read" && !e.Denied {
			last = e
		}
	}
	f.Seen = strconv.FormatInt(last.Index, 10)
	if seen := f.Values.Get(seenField); seen != "" && seen != f.Seen && last.Who != v.session.Staff {
		f.Box = &box{"conflict", message{
			v.look.Text("console.stale", map[string]string{"who": v.names.called(last.Who), "time": minute(last.At), "act": v.look.actName(last.Act)}),
			v.look.Text("console.stale_hint", nil),
		}}
	}
}

// fieldToken is the hidden field of the form's token.
const fieldToken = "form-token"

// blank is a form nobody has typed into, with what stands in it beforehand.
func blank(values ...string) *form {
	f := &form{Values: url.Values{}, Token: rand.Text()}
	for i := 0; i+1 < len(values); i += 2 {
		f.Values.Set(values[i], values[i+1])
	}
	return f
}

// form is what the visitor sent. It keeps the token, so that sending again what was
// put right is still the same form.
func (v *visit) form() *form {
	f := &form{Values: v.r.PostForm, Token: v.r.PostForm.Get(fieldToken)}
	if f.Token == "" {
		f.Token = rand.Text()
	}
	return f
}

// Get returns what was typed, without the white space around it.
func (f *form) Get(name string) string { return strings.TrimSpace(f.Values.Get(name)) }

// Has reports whether a box was ticked with a value.
func (f *form) Has(name, value string) bool {
	for _, v := range f.Values[name] {
		if v == value {
			return true
		}
	}
	return false
}

// Error returns what is wrong with a field, empty if nothing is.
func (f *form) Error(name string) string {
	for _, w := range f.Wrong {
		if w.Field == name {
			return w.Text
		}
	}
	return ""
}

func (f *form) reject(field, text string) {
	if f.Error(field) == "" {
		f.Wrong = append(f.Wrong, wrong{field, text})
	}
}

// longestField bounds one field, in characters.
const longestField = 2000

// text reads a field that must be filled in and can be read. key is the sentence
// that is shown if it is empty.
func (v *visit) text(f *form, name, key string) string {
	value := f.Get(name)
	switch {
	case value == "" && key != "":
		f.reject(name, v.look.Text(key, nil))
	case !utf8.ValidString(value) || fengcun.LooksSpoiled(value):
		f.reject(name, v.look.Text("console.spoiled", nil))
	case utf8.RuneCountInString(value) > longestField:
		f.reject(name, v.look.Text("console.too_long", nil))
	case strings.ContainsFunc(value, disguising):
		f.reject(name, v.look.Text("console.disguising", nil))
	default:
		return value
	}
	return ""
}

// disguising reports the characters that make a text read otherwise than it is:
// marks of writing direction and of no width.
func disguising(r rune) bool {
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r >= 0x200b && r <= 0x200f || r == 0xfeff || r == 0x2028 || r == 0x2029
}

// day reads a date. An empty one is the zero date, and wrong if key is given.
func (v *visit) day(f *form, name, key string) fengcun.Date {
	value := f.Get(name)
	if value == "" {
		if key != "" {
			f.reject(name, v.look.Text(key, nil))
		}
		return fengcun.Date{}
	}
	d, err := fengcun.ParseDate(value)
	if err != nil {
		f.reject(name, v.complaint(err))
	}
	return d
}

// one reads a choice. What was not offered is wrong.
func (v *visit) one(f *form, name, key string, offered ...string) string {
	value := f.Get(name)
	for _, o := range offered {
		if value == o {
			return value
		}
	}
	if value != "" || key != "" {
		if key == "" {
			key = "console.not_offered"
		}
		f.reject(name, v.look.Text(key, nil))
	}
	return ""
}

// complaint is what an error says at a field: what is wrong, and what to do.
func (v *visit) complaint(err error) string {
	var e *fengcun.Error
	if errors.As(err, &e) && e.Field != "" {
		plain := *e
		plain.Field = ""
		err = &plain
	}
	sentence, hint := v.look.Error(err)
	return sentence + v.look.Text("console.then", map[string]string{"hint": hint})
}

// blame puts an act's error where it belongs: at the field that it names, or above
// the form. What is neither about the input nor about the state is returned. fields
// says under which names the page has the act's fields, in pairs.
func (v *visit) blame(f *form, err error, fields ...string) error {
	var e *fengcun.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Kind {
	case fengcun.KindInvalid:
		for i := 0; i+1 < len(fields); i += 2 {
			if fields[i] == e.Field {
				f.reject(fields[i+1], v.complaint(err))
				return nil
			}
		}
		f.Box = &box{"refusal", v.said(err)}
	case fengcun.KindConflict:
		f.Box = &box{"conflict", v.said(err)}
	case fengcun.KindForbidden:
		f.Box = &box{"refusal", v.said(err)}
	default:
		return err
	}
	return nil
}

// again shows a form once more, with what was typed and what is wrong.
func (v *visit) again(f *form, page string, body any) error {
	status := http.StatusUnprocessableEntity
	if f.Box != nil && f.Box.Class == "conflict" {
		status = http.StatusConflict
	}
	return v.show(status, page, body)
}

// good reports whether nothing is wrong.
func (f *form) good() bool { return len(f.Wrong) == 0 && f.Box == nil }

// key makes the request happen once, however often the form is sent.
func (v *visit) key(f *form) *registry.RequestKey {
	return &registry.RequestKey{Key: f.Token, MAC: v.parts.RequestMAC([]byte(v.r.URL.Path), []byte(v.session.Staff), []byte(f.Token), []byte(f.Values.Encode()))}
}

// keyed is the context under which an act happens once, however often the form is
// sent.
func (v *visit) keyed(f *form) context.Context {
	return registry.WithRequestKey(v.ctx(), *v.key(f))
}

// id reads an identifier out of the address. What is none is a miss like any other.
func (v *visit) id(name string) (fengcun.ID, error) {
	id := parsedID(v.r.PathValue(name))
	if id.IsZero() {
		return id, errMiss
	}
	return id, nil
}

// parsedID reads an identifier, the zero one if the text is none.
func parsedID(text string) fengcun.ID {
	raw, err := hex.DecodeString(text)
	if err != nil || len(raw) != len(fengcun.ID{}) {
		return fengcun.ID{}
	}
	return fengcun.ID(raw)
}
