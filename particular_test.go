package fengcun_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	htmltemplate "html/template"
	"log/slog"
	"strings"
	"testing"
	"text/template"

	"fengcun"
)

// secret is a made-up name, and its bytes as %x would print them.
const (
	secret    = fengcun.Particular("测试甲SECRET")
	secretHex = "534543524554"
)

func noSecret(t *testing.T, where, out string) {
	t.Helper()
	if strings.Contains(out, "SECRET") || strings.Contains(out, "测试") || strings.Contains(strings.ToLower(out), secretHex) {
		t.Errorf("%s lets the text out: %s", where, out)
	}
}

type carrier struct {
	Name   fengcun.Particular
	Nested struct{ Names []fengcun.Particular }
	Ptr    *fengcun.Particular
	ByKey  map[string]fengcun.Particular
}

func newCarrier() carrier {
	p := secret
	c := carrier{Name: secret, Ptr: &p, ByKey: map[string]fengcun.Particular{"k": secret}}
	c.Nested.Names = []fengcun.Particular{secret}
	return c
}

// Every verb and flag of package fmt, the wrong ones included. %p and %w cannot
// be caught by the type; go vet refuses them.
func TestParticularIsNotPrinted(t *testing.T) {
	p := secret
	values := map[string]any{
		"value": secret, "pointer": &p, "slice": []fengcun.Particular{secret}, "array": [1]fengcun.Particular{secret},
		"map": map[string]fengcun.Particular{"k": secret}, "key": map[fengcun.Particular]int{secret: 1},
		"any": []any{secret}, "struct": newCarrier(),
	}
	for _, flags := range []string{"", "+", "#", "-20", "020", " ", ".1", "[1]"} {
		for _, verb := range "vTtbcdoOqxXUeEfFgGsz" {
			for name, value := range values {
				format := "%" + flags + string(verb)
				noSecret(t, name+" "+format, fmt.Sprintf(format, value))
			}
		}
	}
	for name, value := range values {
		noSecret(t, name+" Sprint", fmt.Sprint(value))
		noSecret(t, name+" Sprintln", fmt.Sprintln(value))
	}
	noSecret(t, "Errorf", fmt.Errorf("name %v: %w", secret, errors.ErrUnsupported).Error())
	noSecret(t, "String", secret.String())
	noSecret(t, "GoString", secret.GoString())
}

// The mark has one length, so that it does not tell how long the text is.
func TestMarkHasOneLength(t *testing.T) {
	for _, format := range []string{"%v", "%s", "%q", "%#v", "%x", "%d", "%40s"} {
		if long, short := fmt.Sprintf(format, secret), fmt.Sprintf(format, fengcun.Particular("")); long != short {
			t.Errorf("%s: %q and %q", format, long, short)
		}
	}
}

func TestParticularIsNotLogged(t *testing.T) {
	p := secret
	for name, handler := range map[string]func(*bytes.Buffer) slog.Handler{
		"text": func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
		"json": func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
	} {
		var b bytes.Buffer
		log := slog.New(handler(&b))
		log.Info("m", "value", secret, "pointer", &p, "slice", []fengcun.Particular{secret}, "struct", newCarrier(),
			"map", map[string]fengcun.Particular{"k": secret}, slog.Group("g", "v", secret))
		log.With("with", secret).WithGroup("h").Info("m", "err", fmt.Errorf("%v", secret))
		if b.Len() == 0 || !strings.Contains(b.String(), "[…]") {
			t.Fatalf("%s: nothing logged: %s", name, b.String())
		}
		noSecret(t, "slog "+name, b.String())
	}
}

func TestParticularIsNotMarshalled(t *testing.T) {
	for name, value := range map[string]any{
		"value": secret, "struct": newCarrier(), "map": map[string]any{"k": secret}, "slice": []any{secret},
	} {
		b, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		noSecret(t, "json of "+name, string(b))
	}
	type element struct {
		Name fengcun.Particular
		Attr fengcun.Particular `xml:",attr"`
	}
	b, err := xml.Marshal(element{secret, secret})
	if err != nil {
		t.Fatal(err)
	}
	noSecret(t, "xml", string(b))
}

func TestParticularIsNotRendered(t *testing.T) {
	var b bytes.Buffer
	if err := template.Must(template.New("").Parse(`{{.Name}} {{printf "%d" .Name}} {{.}}`)).Execute(&b, newCarrier()); err != nil {
		t.Fatal(err)
	}
	page := `<p title="{{.Name}}">{{.Name}}</p><a href="/?q={{.Name}}">x</a><script>var x = {{.Name}}; var y = {{.ByKey}}</script>`
	if err := htmltemplate.Must(htmltemplate.New("").Parse(page)).Execute(&b, newCarrier()); err != nil {
		t.Fatal(err)
	}
	noSecret(t, "templates", b.String())
}

// A database driver gets an error, not the text: only the vault's ciphertext
// reaches a table.
func TestParticularIsNotStored(t *testing.T) {
	v, err := secret.Value()
	if v != nil || fengcun.CodeOf(err) != "particular.stored" {
		t.Errorf("%v, %v", v, err)
	}
	noSecret(t, "Value", err.Error())
}

func TestParticularComesInAndIsRevealed(t *testing.T) {
	var c carrier
	if err := json.Unmarshal([]byte(`{"Name":"测试甲SECRET"}`), &c); err != nil {
		t.Fatal(err)
	}
	if c.Name != secret || c.Name.Reveal() != "测试甲SECRET" {
		t.Error("the text was lost on its way in")
	}
}

// What is taken apart from a particular is as telling as the whole.
func TestParsedNumbersAreNotPrinted(t *testing.T) {
	id, _, err := fengcun.ParseResidentID("310115200801010014")
	if err != nil {
		t.Fatal(err)
	}
	doc, _, err := fengcun.ParseDocument(fengcun.HKMacaoPermit, "H12345678")
	if err != nil {
		t.Fatal(err)
	}
	number, err := fengcun.ParseCaseNumber("（2026）沪0101刑初12号")
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]any{
		"resident ID": id, "pointer": &id, "document": doc, "case number": number,
		"struct": struct{ N fengcun.CaseNumber }{number}, "slice": []fengcun.ResidentNumber{id},
	} {
		var b bytes.Buffer
		for _, verb := range "vsqxXd" {
			fmt.Fprintf(&b, "%"+string(verb)+" %+"+string(verb)+" %#"+string(verb), value, value, value)
		}
		timeless := &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey {
				return slog.Attr{} // its fractions hold any digits
			}
			return a
		}}
		slog.New(slog.NewTextHandler(&b, timeless)).Info("m", "v", value)
		slog.New(slog.NewJSONHandler(&b, timeless)).Info("m", "v", value)
		if err := json.NewEncoder(&b).Encode(value); err != nil {
			t.Fatal(err)
		}
		for _, part := range []string{"310115", "2008", "0014", "12345678", "沪0101", "刑初"} {
			if strings.Contains(b.String(), part) {
				t.Errorf("%s lets %s out", name, part)
			}
		}
	}
}
