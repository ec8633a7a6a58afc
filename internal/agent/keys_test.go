package agent_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/agent"
	"fengcun/internal/keybox"
	"fengcun/internal/suite"
)

// TestCreateOrgan: the second call gives the first key, a restart too, and two
// organs never share one.
func TestCreateOrgan(t *testing.T) {
	w := newWorld(t, suite.Intl())
	first, err := w.agent.CreateOrgan(court)
	w.must(err)
	for range 2 {
		again, err := w.agent.CreateOrgan(court)
		if err != nil || !reflect.DeepEqual(again, first) {
			t.Errorf("another key for the same organ, %v", err)
		}
		w.reopen()
	}
	other, err := w.agent.CreateOrgan(police)
	if err != nil || other.ID == first.ID || bytes.Equal(other.Public, first.Public) {
		t.Errorf("two organs share a key, %v", err)
	}
	if _, err := w.agent.CreateOrgan(""); fengcun.CodeOf(err) != "key.organ" {
		t.Errorf("no organ: %v", err)
	}
	if err := agent.Create(w.path, w.suite, w.unlock); fengcun.CodeOf(err) != "key.exists" {
		t.Errorf("overwriting the key file: %v", err)
	}
}

// TestOpenRefusals: a key file that is not whole opens nothing.
func TestOpenRefusals(t *testing.T) {
	w := newWorld(t, suite.Intl())
	config := agent.Config{Suite: w.suite, Unlock: w.unlock, Log: w.verifier, Cipher: w.cipher, Clock: w.clock.Now}
	foreign := filepath.Join(t.TempDir(), "foreign")
	_, err := keybox.Create(foreign, w.suite, w.unlock, []byte(`{"suite":"intl","organs":[{"organ":"x","sealed_key_id":"00","sealed_private_key":"AA==","sealed_public_key":"AA=="}]}`))
	w.must(err)
	other := filepath.Join(t.TempDir(), "kek")
	w.must(keybox.NewKeyFile(other))
	flipped := filepath.Join(t.TempDir(), "flipped")
	raw, err := os.ReadFile(w.path)
	w.must(err)
	raw[len(raw)/2] ^= 1
	w.must(os.WriteFile(flipped, raw, 0o600))
	for _, c := range []struct {
		name   string
		path   string
		change func(*agent.Config)
		code   string
	}{
		{"missing", w.path + ".gone", func(*agent.Config) {}, "key.missing"},
		{"wrong key", w.path, func(c *agent.Config) { c.Unlock = keybox.KeyFile(other) }, "key.passphrase"},
		{"wrong suite", w.path, func(c *agent.Config) { c.Suite = suite.GM() }, "suite.mismatch"},
		{"changed", flipped, func(*agent.Config) {}, "key.damaged"},
		{"public half of another key", foreign, func(*agent.Config) {}, "key.damaged"},
	} {
		changed := config
		c.change(&changed)
		if _, err := agent.Open(c.path, changed); fengcun.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
}

// TestNothingPrints: no usual way of printing shows a private key or a leaf key.
func TestNothingPrints(t *testing.T) {
	w := newWorld(t, suite.Intl())
	s := w.seal(court)
	q := w.granted(s, w.warrant(s))
	private := privateKey(t, w)
	for name, secret := range map[string][]byte{"private key": private, "leaf key": q.Evidence.LeafKey} {
		for _, v := range []any{w.agent, q, &q, q.Evidence, &q.Evidence, agent.FindRequest{Evidence: q.Evidence}} {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
				if shows(fmt.Sprintf(verb, v), secret) {
					t.Errorf("%s of %T shows the %s", verb, v, name)
				}
			}
			for _, handler := range []func(*bytes.Buffer) slog.Handler{
				func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
				func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
			} {
				var b bytes.Buffer
				slog.New(handler(&b)).Info("x", "v", v)
				if shows(b.String(), secret) {
					t.Errorf("a log line with %T shows the %s", v, name)
				}
			}
		}
	}
	if !shows(fmt.Sprintf("%v", struct{ K []byte }{private}), private) || !shows(fmt.Sprintf("%x", private), private) {
		t.Error("the test sees nothing")
	}
}

// privateKey reads the court's private key out of the key file.
func privateKey(t *testing.T, w *world) []byte {
	t.Helper()
	_, content, err := keybox.Open(w.path, w.suite, w.unlock)
	w.must(err)
	var file struct {
		Organs []struct {
			Private []byte `json:"sealed_private_key"`
		} `json:"organs"`
	}
	w.must(json.Unmarshal(content, &file))
	return file.Organs[0].Private
}

// shows reports whether a text holds the first eight bytes of a secret in one of
// the ways in which fmt and encoding/json write bytes.
func shows(text string, secret []byte) bool {
	head := secret[:8]
	decimal := strings.Trim(fmt.Sprint(head), "[]")
	goSyntax := strings.TrimSuffix(strings.TrimPrefix(fmt.Sprintf("%#v", head), "[]byte{"), "}")
	base64, _ := json.Marshal(secret[:9]) // nine bytes have no padding
	for _, form := range []string{decimal, goSyntax, hex.EncodeToString(head), string(head), strings.Trim(string(base64), `"`)} {
		if strings.Contains(strings.ToLower(text), strings.ToLower(form)) {
			return true
		}
	}
	return false
}
