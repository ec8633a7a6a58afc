package console

import (
	"fmt"
)

// control is one field of a form as a template shows it.
type control struct {
	Form            *form
	Name, Label     string
	Kind            string // text, date, password, textarea, select
	Hint            string // key
	Class           string
	Auto            string // autocomplete
	Mode            string // inputmode
	Options         []option
	Readonly, Focus bool
}

// input describes a field: its form, its name, the key of its label, and pairs of
// further properties.
func input(f *form, name, label string, pairs ...any) (control, error) {
	c := control{Form: f, Name: name, Label: label, Kind: "text", Auto: "off"}
	for i := 0; i+1 < len(pairs); i += 2 {
		value := pairs[i+1]
		switch pairs[i] {
		case "kind":
			c.Kind = value.(string)
		case "hint":
			c.Hint = value.(string)
		case "class":
			c.Class = value.(string)
		case "auto":
			c.Auto = value.(string)
		case "mode":
			c.Mode = value.(string)
		case "options":
			c.Options = value.([]option)
		case "readonly":
			c.Readonly = value.(bool)
		case "focus":
			c.Focus = value.(bool)
		default:
			return c, fmt.Errorf("console: a field has no property %v", pairs[i])
		}
	}
	return c, nil
}

// Value is what stands in the field.
func (c control) Value() string { return c.Form.Values.Get(c.Name) }

// Error is what is wrong with it.
func (c control) Error() string { return c.Form.Error(c.Name) }

// option is one of the answers to choose from.
type option struct {
	Value, Text, Note string
	Lang              string // of the text, where it is not the page's
}

// choice is one option as a template shows it: a round or square box.
type choiceView struct {
	Form       *form
	Kind, Name string
	option
	On bool
}

// choice describes one box. kind is radio or checkbox.
func choice(f *form, kind, name, value, text string) choiceView {
	return choiceView{f, kind, name, option{Value: value, Text: text}, f.Has(name, value)}
}

// options describes a row of boxes.
func options(f *form, kind, name string, all []option) []choiceView {
	out := make([]choiceView, len(all))
	for i, o := range all {
		out[i] = choiceView{f, kind, name, o, f.Has(name, o.Value)}
	}
	return out
}

// named offers codes under the names that a section of the catalogue gives them.
func named[T ~string](l *look, section string, codes ...T) []option {
	out := make([]option, len(codes))
	for i, c := range codes {
		out[i] = option{Value: string(c), Text: l.Text(section+"."+string(c), nil)}
	}
	return out
}
