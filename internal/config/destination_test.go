package config_test

import (
	"reflect"
	"regexp"
	"slices"
	"testing"

	"fengcun/internal/config"
)

// TestNoDestinationButTheOwn: what can be written into a configuration and names
// something to connect to is the organ's own database, its own sign-in provider and its
// own case system, from which it reads.
// There is no key for a platform, a webhook, a mail or time server: sealed data cannot
// be supplied to one by configuration (Article 10). Whoever adds a key decides here
// what it is.
func TestNoDestinationButTheOwn(t *testing.T) {
	destinations := []string{"database.dsn_file", "database.open_register_dsn_file", "sign_in.issuer", "intake.database_file"}
	others := []string{ // where it listens, what it is called, files on this machine, times
		"keys.key_file", "keys.passphrase_file",
		"server.listen", "server.origin", "server.certificate_file", "server.key_file", "server.client_certificates", "server.metrics",
		"exchange.listen", "exchange.every",
		"intake.folder", "intake.view", "intake.as", "intake.every",
		"sign_in.client_id", "sign_in.client_secret_file", "sign_in.authorities_file",
	}
	known := slices.Concat(destinations, others)
	found := keys(reflect.TypeFor[config.Config](), "")
	for _, key := range found {
		if !slices.Contains(known, key) {
			t.Errorf("%s: is it a destination? Only what is the organ's own may be", key)
		}
		if regexp.MustCompile(`url|host|endpoint|webhook|proxy|platform|push|smtp|remote`).MatchString(key) {
			t.Errorf("%s sounds like a way out", key)
		}
	}
	for _, key := range known {
		if !slices.Contains(found, key) {
			t.Errorf("%s is no key any more", key)
		}
	}
}

func keys(of reflect.Type, below string) []string {
	var all []string
	for i := range of.NumField() {
		field := of.Field(i)
		key := below + field.Tag.Get("toml")
		if field.Type.Kind() == reflect.Struct {
			all = append(all, keys(field.Type, key+".")...)
			continue
		}
		all = append(all, key)
	}
	return all
}
