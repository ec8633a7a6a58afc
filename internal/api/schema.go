package api

import (
	"encoding/json"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"fengcun"
	"fengcun/law"
)

// description is what the document says before any operation does.
func (a *API) description() huma.Config {
	schemas := huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)
	for noun, described := range map[reflect.Type]reflect.Type{
		reflect.TypeFor[fengcun.ID]():          reflect.TypeFor[identifier](),
		reflect.TypeFor[fengcun.Date]():        reflect.TypeFor[day](),
		reflect.TypeFor[fengcun.Particular]():  reflect.TypeFor[particular](),
		reflect.TypeFor[law.Truth]():           reflect.TypeFor[truth](),
		reflect.TypeFor[law.Finding]():         reflect.TypeFor[finding](),
		reflect.TypeFor[fengcun.Disposition](): reflect.TypeFor[disposition](),
	} {
		schemas.RegisterTypeAlias(noun, described)
	}
	return huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title: "fengcun", Version: "1",
				Description: "未成年人犯罪记录封存：业务系统接口。Sealing of juvenile criminal records: the interface for case systems. See docs/api.md.",
			},
			Components: &huma.Components{
				Schemas: schemas,
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"certificate": {Type: "mutualTLS", Description: "A registered client certificate"},
					"signature":   {Type: "http", Scheme: "signature", Description: "RFC 9421 with Ed25519, in the profile of docs/api.md"},
				},
			},
			Security: []map[string][]string{{"certificate": {}}, {"signature": {}}},
		},
		Formats:       map[string]huma.Format{"application/json": jsonFormat, "json": jsonFormat},
		DefaultFormat: "application/json",
	}
}

// jsonFormat reads and writes JSON as the command line does.
var jsonFormat = huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: json.Unmarshal}

// The types below describe nouns of the law, and nothing else uses them.
type (
	identifier  string
	day         string
	particular  string
	truth       string
	finding     string
	disposition string
)

func (identifier) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Pattern: "^[0-9a-f]{32}$", Description: "Random identifier"}
}

func (day) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Pattern: `^([0-9]{4}-[0-9]{2}-[0-9]{2})?$`, Description: "Civil date in Asia/Shanghai; empty for none"}
}

func (particular) Schema(huma.Registry) *huma.Schema {
	longest := 500
	return &huma.Schema{Type: huma.TypeString, MaxLength: &longest, Description: "A particular of a person or case"}
}

func (truth) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeBoolean, Nullable: true, Description: "null for not known, which is never no"}
}

// A finding holds findings and facts of many shapes, which are described once, in
// docs/schema.
func (finding) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true, Description: "Finding of docs/schema/decision.schema.json"}
}

func (disposition) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString, Description: "How the proceedings ended; empty for not known", Enum: []any{""}}
	for _, d := range fengcun.Dispositions() {
		s.Enum = append(s.Enum, string(d))
	}
	return s
}

// facts are the facts of package law as they came, so that law reads them itself and
// says which field is wrong.
type facts struct{ text json.RawMessage }

// UnmarshalJSON keeps the text.
func (f *facts) UnmarshalJSON(text []byte) error { return f.text.UnmarshalJSON(text) }

// Schema is that of the facts.
func (facts) Schema(r huma.Registry) *huma.Schema {
	return r.Schema(reflect.TypeFor[law.Facts](), true, "Facts")
}

// groundFacts are the same of a ground to lift a seal.
type groundFacts struct{ text json.RawMessage }

// UnmarshalJSON keeps the text.
func (f *groundFacts) UnmarshalJSON(text []byte) error { return f.text.UnmarshalJSON(text) }

// Schema is that of the facts.
func (groundFacts) Schema(r huma.Registry) *huma.Schema {
	return r.Schema(reflect.TypeFor[law.UnsealingFacts](), true, "UnsealingFacts")
}
