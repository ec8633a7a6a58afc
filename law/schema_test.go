package law

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fengcun"
)

// A schema is as much of JSON Schema as the documents in docs/schema use.
type schema struct {
	Ref        string            `json:"$ref"`
	Enum       []string          `json:"enum"`
	Properties map[string]schema `json:"properties"`
	Required   []string          `json:"required"`
	Items      *schema           `json:"items"`
	Closed     *bool             `json:"additionalProperties"`
	Defs       map[string]schema `json:"$defs"`
}

func readSchema(t *testing.T, name string) (schema, string) {
	t.Helper()
	text, err := os.ReadFile("../docs/schema/" + name + ".schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var s schema
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	return s, string(text)
}

// TestSchemas holds the published schemas to the Go types: the same property
// names everywhere, the same closed sets.
func TestSchemas(t *testing.T) {
	for name, v := range map[string]any{
		"facts": Facts{}, "unsealing-facts": UnsealingFacts{}, "decision": Decision{}, "unsealing-decision": UnsealingDecision{},
	} {
		t.Run(name, func(t *testing.T) {
			root, text := readSchema(t, name)
			c := schemaCheck{t: t, root: root, seen: map[string]bool{}}
			c.compare(name, root, reflect.TypeOf(v))
			for def := range root.Defs {
				if !strings.Contains(text, `"#/$defs/`+def+`"`) {
					t.Errorf("$defs/%s is not used", def)
				}
			}
		})
	}
}

type schemaCheck struct {
	t    *testing.T
	root schema
	seen map[string]bool // definitions compared already: findings hold findings
}

// The Go types whose JSON form is written by a method, with the type that gives
// its fields.
var jsonForms = map[reflect.Type]reflect.Type{
	reflect.TypeFor[Fact]():    reflect.TypeFor[factJSON](),
	reflect.TypeFor[Missing](): reflect.TypeFor[missingJSON](),
}

func (c *schemaCheck) compare(path string, s schema, goType reflect.Type) {
	c.t.Helper()
	if form, ok := jsonForms[goType]; ok {
		goType = form
	}
	if name, ok := strings.CutPrefix(s.Ref, "#/$defs/"); ok {
		def, known := c.root.Defs[name]
		if !known {
			c.t.Errorf("%s: no $defs/%s", path, name)
		}
		if c.seen[name] {
			return
		}
		c.seen[name] = true
		s = def
	}
	switch goType.Kind() {
	case reflect.Slice:
		if s.Items == nil {
			c.t.Errorf("%s: no items", path)
			return
		}
		c.compare(path+"[]", *s.Items, goType.Elem())
	case reflect.Struct:
		if goType == dateType {
			return
		}
		if s.Closed == nil || *s.Closed {
			c.t.Errorf("%s: additional properties are allowed", path)
		}
		var fields []string
		for i := range goType.NumField() {
			field := goType.Field(i)
			tag, options, _ := strings.Cut(field.Tag.Get("json"), ",")
			fields = append(fields, tag)
			property, ok := s.Properties[tag]
			if !ok {
				c.t.Errorf("%s has no property %s", path, tag)
				continue
			}
			if required := !strings.Contains(options, "omit"); required && goType != reflect.TypeFor[fengcun.Term]() && !slices.Contains(s.Required, tag) {
				c.t.Errorf("%s: %s is always there but not required", path, tag)
			}
			if field.Type != reflect.TypeFor[json.RawMessage]() {
				c.compare(path+"."+tag, property, field.Type)
			}
		}
		for name := range s.Properties {
			if !slices.Contains(fields, name) {
				c.t.Errorf("%s has a property %s that Go does not write", path, name)
			}
		}
	case reflect.String:
		if want, ok := closedSets()[goType]; ok {
			if got := slices.Sorted(slices.Values(s.Enum)); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
				c.t.Errorf("%s allows %v, Go %v", path, got, want)
			}
		}
	}
}

func closedSets() map[reflect.Type][]string {
	return map[reflect.Type][]string{
		reflect.TypeFor[fengcun.Disposition]():     texts(fengcun.Dispositions()),
		reflect.TypeFor[fengcun.Certainty]():       texts([]fengcun.Certainty{fengcun.Exact, fengcun.Estimated, fengcun.Lunar, fengcun.Disputed}),
		reflect.TypeFor[fengcun.UnsealingGround](): texts([]fengcun.UnsealingGround{fengcun.GroundNewCrime, fengcun.GroundUndetectedCrime, fengcun.GroundResentence, fengcun.GroundJointRequest}),
		reflect.TypeFor[Reason]():                  texts(Reasons()),
		reflect.TypeFor[Stage]():                   texts([]Stage{StageMinor, StageAdult, StageStraddling}),
		reflect.TypeFor[Verdict]():                 texts(Verdicts()),
		reflect.TypeFor[UnsealingVerdict]():        texts(UnsealingVerdicts()),
		reflect.TypeFor[Disclosure]():              texts([]Disclosure{Withhold, Ordinary}),
		reflect.TypeFor[Label]():                   texts([]Label{LabelAdultFile, LabelWholeFile, LabelUsingFile}),
		reflect.TypeFor[Service]():                 texts([]Service{ServeCourt, ServeProcuratorate, SealCorrections, SealInternal, SealExOfficio}),
		reflect.TypeFor[Answer]():                  texts([]Answer{AnswerYes, AnswerNo, AnswerUnknown}),
		reflect.TypeFor[fengcun.OrganKind]():       texts([]fengcun.OrganKind{fengcun.Court, fengcun.Procuratorate, fengcun.Police}),
		reflect.TypeFor[fengcun.Role]():            texts([]fengcun.Role{fengcun.RoleHandler, fengcun.RoleApprover}),
	}
}

func texts[S ~string](list []S) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
}
