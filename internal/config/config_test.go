package config

import (
	"os"
	"path/filepath"
	"testing"

	"fengcun"
)

func none(string) (string, bool) { return "", false }

func write(t *testing.T, name, text string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoad(t *testing.T) {
	for _, c := range []struct {
		name, text, code, field string
	}{
		{"empty", "", "", ""},
		{"known keys", "[keys]\nkey_file = \"/run/key\"\n[database]\ndsn_file = \"dsn\"\n", "", ""},
		{"a server", "[server]\nlisten = \"0.0.0.0:443\"\ncertificate_file = \"c\"\nkey_file = \"k\"\nclient_certificates = \"ask\"\nmetrics = \"127.0.0.1:9\"\n", "", ""},
		{"an exchange", "[exchange]\nlisten = \"0.0.0.0:8444\"\nevery = \"30s\"\n", "", ""},
		{"an address to call", "[exchange]\naddress = \"platform.example:443\"\n", "config.unknown_key", "exchange.address"},
		{"a platform", "[platform]\nurl = \"https://platform.example\"\n", "config.unknown_key", "platform"},
		{"unknown limit", "[server]\nrate = \"5\"\n", "config.unknown_key", "server.rate"},
		{"misspelt key", "[keys]\nkeyfile = \"/run/key\"\n", "config.unknown_key", "keys.keyfile"},
		{"unknown section", "[kyes]\nkey_file = \"/run/key\"\n", "config.unknown_key", "kyes"},
		{"secret written out", "[database]\ndsn = \"postgres://u:p@h/d\"\n", "config.unknown_key", "database.dsn"},
		{"not TOML", "keys = [", "config.syntax", ""},
		{"wrong type", "[keys]\nkey_file = 5\n", "config.syntax", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Load(write(t, FileName, c.text, 0o600), true, none)
			if code := fengcun.CodeOf(err); code != c.code {
				t.Fatalf("code %q, want %q", code, c.code)
			}
			if e, ok := err.(*fengcun.Error); ok && e.Field != c.field {
				t.Errorf("field %q, want %q", e.Field, c.field)
			}
		})
	}
}

func TestLoadOrder(t *testing.T) {
	path := write(t, FileName, "[keys]\nkey_file = \"key\"\npassphrase_file = \"/a/pass\"\n[server]\nlisten = \"a:1\"\n", 0o600)
	env := map[string]string{"FENGCUN_PASSPHRASE_FILE": "/b/pass"}
	c, err := Load(path, true, func(name string) (string, bool) { v, ok := env[name]; return v, ok })
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(filepath.Dir(path), "key"); c.Keys.KeyFile != want {
		t.Errorf("a relative path is %q, want %q", c.Keys.KeyFile, want)
	}
	if c.Server.Listen != "a:1" {
		t.Errorf("an address was taken for a path: %q", c.Server.Listen)
	}
	if c.Keys.PassphraseFile != "/b/pass" {
		t.Errorf("the environment did not win: %q", c.Keys.PassphraseFile)
	}
}

func TestLoadMissing(t *testing.T) {
	path := filepath.Join(t.TempDir(), FileName)
	if _, err := Load(path, false, none); err != nil {
		t.Errorf("an absent file that is not required: %v", err)
	}
	if _, err := Load(path, true, none); fengcun.CodeOf(err) != "config.missing" {
		t.Errorf("an absent file that is required: %v", err)
	}
}

func TestSecret(t *testing.T) {
	for _, c := range []struct {
		name, text string
		mode       os.FileMode
		want, code string
	}{
		{"one line", "correct horse\n", 0o600, "correct horse", ""},
		{"no newline", "correct horse", 0o400, "correct horse", ""},
		{"first line only", "a\r\nb\n", 0o600, "a", ""},
		{"empty", "\n", 0o600, "", "config.secret_empty"},
		{"readable to others", "a\n", 0o644, "", "config.secret_permissions"},
		{"readable to the group", "a\n", 0o640, "", "config.secret_permissions"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Secret(write(t, "secret", c.text, c.mode), "passphrase_file")
			if string(got) != c.want || fengcun.CodeOf(err) != c.code {
				t.Errorf("got %q and code %q, want %q and %q", got, fengcun.CodeOf(err), c.want, c.code)
			}
		})
	}
	if _, err := Secret(filepath.Join(t.TempDir(), "absent"), "passphrase_file"); fengcun.CodeOf(err) != "config.secret_missing" {
		t.Errorf("an absent secret: %v", err)
	}
}
