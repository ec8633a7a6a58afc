// Package config reads the configuration of one installation.
//
// It stands in fengcun.toml in the data directory, or where --config points. A
// key that is not in Config is an error and never passed over: a misspelt key
// must not leave a default in force that nobody chose. Each value can also be
// given by the environment variable named in its tag, which wins over the file;
// flags of the command line win over both.
//
// A secret is never written into the configuration: it stands in a file of its
// own, readable to its owner only, and the configuration names that file. There
// is no default for a secret.
//
// The algorithm suite is not here. It is chosen once, when the installation is
// made, and read from the installation.
package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/BurntSushi/toml"

	"fengcun"
)

// FileName is the name of the configuration in a data directory.
const FileName = "fengcun.toml"

// Config is the configuration. Its zero value is usable but for the unlocking of
// the keys: SQLite in the data directory, language from the environment.
type Config struct {
	Database Database `toml:"database"`
	Keys     Keys     `toml:"keys"`
	Server   Server   `toml:"server"`
	Intake   Intake   `toml:"intake"`
	Exchange Exchange `toml:"exchange"`
	SignIn   SignIn   `toml:"sign_in"`
}

// Database says where acts are kept. Without a DSN it is a SQLite file in the
// data directory.
type Database struct {
	// DSNFile holds the connection string of a PostgreSQL database.
	DSNFile string `toml:"dsn_file" env:"FENGCUN_DATABASE_DSN_FILE"`

	// OpenRegisterDSNFile holds the connection string of a role that may read the
	// open register and nothing else. Optional; PostgreSQL only.
	OpenRegisterDSNFile string `toml:"open_register_dsn_file" env:"FENGCUN_DATABASE_OPEN_REGISTER_DSN_FILE"`
}

// Keys says how the key files are unlocked: exactly one of the two.
type Keys struct {
	// KeyFile is a file of random bytes as "fengcun key generate" makes it.
	KeyFile string `toml:"key_file" env:"FENGCUN_KEY_FILE"`

	// PassphraseFile holds a passphrase on its first line.
	PassphraseFile string `toml:"passphrase_file" env:"FENGCUN_PASSPHRASE_FILE"`
}

// Server says how "fengcun serve" is reached.
type Server struct {
	// Listen is host:port. Empty means 127.0.0.1:8443.
	Listen string `toml:"listen" env:"FENGCUN_SERVER_LISTEN"`

	// Origin is the address that browsers see, https://host[:port]. Passkeys are bound
	// to it; without it nobody signs in with one.
	Origin string `toml:"origin" env:"FENGCUN_SERVER_ORIGIN"`

	// CertificateFile and KeyFile are the server's certificate with its chain and
	// its private key, PEM.
	CertificateFile string `toml:"certificate_file" env:"FENGCUN_SERVER_CERTIFICATE_FILE"`
	KeyFile         string `toml:"key_file" env:"FENGCUN_SERVER_KEY_FILE"`

	// ClientCertificates is "ask" or "none", which is also what empty means. Case
	// systems with mutual TLS and staff with a USB key need "ask".
	ClientCertificates string `toml:"client_certificates" env:"FENGCUN_SERVER_CLIENT_CERTIFICATES"`

	// Metrics is host:port on a loopback address. Empty means none.
	Metrics string `toml:"metrics" env:"FENGCUN_SERVER_METRICS"`
}

// Exchange says how "fengcun serve" exchanges with other installations. Whom it calls
// is not here: addresses stand in the peer list, which two people keep, and no
// configuration can add one.
type Exchange struct {
	// Listen is host:port. Empty means that nobody can call; organs that can be called
	// are called all the same.
	Listen string `toml:"listen" env:"FENGCUN_EXCHANGE_LISTEN"`

	// Every is the beat, for example "30s". Empty means 30 seconds.
	Every string `toml:"every" env:"FENGCUN_EXCHANGE_EVERY"`
}

// SignIn names the organ's own sign-in provider (OpenID Connect), if staff may sign
// in there. It needs server.origin.
type SignIn struct {
	// Issuer is its address, https://host[:port][/path]. Everything it offers must be
	// on that host and port.
	Issuer string `toml:"issuer" env:"FENGCUN_SIGN_IN_ISSUER"`

	// ClientID and ClientSecretFile are what this installation is known by there.
	ClientID         string `toml:"client_id" env:"FENGCUN_SIGN_IN_CLIENT_ID"`
	ClientSecretFile string `toml:"client_secret_file" env:"FENGCUN_SIGN_IN_CLIENT_SECRET_FILE"`

	// AuthoritiesFile holds the authorities, PEM, that its certificate may come from.
	// Empty means those of the system.
	AuthoritiesFile string `toml:"authorities_file" env:"FENGCUN_SIGN_IN_AUTHORITIES_FILE"`
}

// Intake says whether "fengcun serve" takes in what a case system writes into a
// folder or shows in a view. Without either it does not.
type Intake struct {
	// Folder is read and never written. Its files are described in docs/intake.md.
	Folder string `toml:"folder" env:"FENGCUN_INTAKE_FOLDER"`

	// View is a view in the database of a case system, SCHEMA.NAME or NAME, which is
	// read and never written. Its columns are described in docs/intake.md.
	View string `toml:"view" env:"FENGCUN_INTAKE_VIEW"`

	// DatabaseFile holds on its first line the connection string of that PostgreSQL
	// database (postgres://…), or the path of a SQLite file.
	DatabaseFile string `toml:"database_file" env:"FENGCUN_INTAKE_DATABASE_FILE"`

	// As is the account in whose name it is done, STAFF@ORGAN/handler.
	As string `toml:"as" env:"FENGCUN_INTAKE_AS"`

	// Every is the time between two readings, as 5m; at least a minute. Empty means
	// 5m.
	Every string `toml:"every" env:"FENGCUN_INTAKE_EVERY"`
}

// Load reads a configuration file and the environment. A missing file is an
// empty one unless required. Paths in the file (keys that end in _file) are
// relative to its directory.
//
// Errors: config.missing (not found), config.syntax, config.unknown_key with the
// key as field, config.unreadable.
func Load(path string, required bool, lookup func(string) (string, bool)) (Config, error) {
	var c Config
	meta, err := toml.DecodeFile(path, &c)
	var syntax toml.ParseError
	switch {
	case errors.Is(err, fs.ErrNotExist) && !required:
	case errors.Is(err, fs.ErrNotExist):
		return Config{}, &fengcun.Error{Kind: fengcun.KindNotFound, Code: "config.missing"}
	case errors.As(err, &syntax):
		return Config{}, fengcun.Invalid("config.syntax", "")
	case err != nil && isPathError(err):
		return Config{}, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "config.unreadable", Err: err}
	case err != nil: // a value of the wrong type
		return Config{}, fengcun.Invalid("config.syntax", "")
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return Config{}, fengcun.Invalid("config.unknown_key", unknown[0].String())
	}
	each(reflect.ValueOf(&c).Elem(), func(value reflect.Value, key, variable string) {
		if v := value.String(); strings.HasSuffix(key, "_file") && v != "" && !filepath.IsAbs(v) {
			value.SetString(filepath.Join(filepath.Dir(path), v))
		}
		if v, ok := lookup(variable); ok && v != "" {
			value.SetString(v)
		}
	})
	return c, nil
}

func isPathError(err error) bool {
	var p *fs.PathError
	return errors.As(err, &p)
}

// each calls do for every value with its key and the name of its environment
// variable. All values are texts; a key that ends in _file has a path.
func each(section reflect.Value, do func(value reflect.Value, key, variable string)) {
	for i := range section.NumField() {
		tag := section.Type().Field(i).Tag
		if variable, ok := tag.Lookup("env"); ok {
			do(section.Field(i), tag.Get("toml"), variable)
			continue
		}
		each(section.Field(i), do)
	}
}

// maxSecret bounds a secret file, in bytes.
const maxSecret = 64 << 10

// Secret reads the first line of a secret file, which nobody but its owner may
// read. Field names the setting in errors: config.secret_missing (not found),
// config.secret_permissions, config.secret_empty, config.unreadable.
func Secret(path, field string) ([]byte, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &fengcun.Error{Kind: fengcun.KindNotFound, Code: "config.secret_missing", Field: field}
	}
	if err != nil {
		return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "config.unreadable", Field: field, Err: err}
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "config.secret_permissions", Field: field}
	}
	if !info.Mode().IsRegular() || info.Size() > maxSecret {
		return nil, fengcun.Invalid("config.secret_empty", field)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "config.unreadable", Field: field, Err: err}
	}
	for i, b := range text {
		if b == '\n' || b == '\r' {
			text = text[:i]
			break
		}
	}
	if len(text) == 0 {
		return nil, fengcun.Invalid("config.secret_empty", field)
	}
	return text, nil
}
