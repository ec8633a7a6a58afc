// Command gallery prints every form in both languages, filled with specimens and
// blank where people fill it in by hand, so that a person can look at all of them:
//
//	go run ./internal/document/gallery DIR
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/document/specimen"
	"fengcun/internal/keybox"
	"fengcun/internal/suite"
	"fengcun/internal/verification"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "gallery: needs a directory")
		os.Exit(2)
	}
	if err := hang(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

func hang(dir string) error {
	library, err := document.Builtin()
	if err != nil {
		return err
	}
	press, err := press()
	if err != nil {
		return err
	}
	for _, form := range library.Forms() {
		for _, lang := range document.Languages() {
			fields := specimen.Fields(library, form)
			sex, kind := fengcun.Male, fengcun.ResidentID
			if strings.HasSuffix(string(form), "_foreigner") {
				sex, kind = fengcun.Female, fengcun.Passport
			}
			if _, ok := fields["sex"]; ok {
				fields["sex"] = document.Sex(sex, lang)
			}
			if _, ok := fields["kind"]; ok {
				fields["kind"] = document.Kind(kind, lang)
			}
			paper, err := press.Set(specimen.Issuer(form), form, lang, fields)
			if err != nil {
				return fmt.Errorf("%s: %w", form, err)
			}
			printed, err := press.Print(paper, time.Now())
			if err != nil {
				return fmt.Errorf("%s: %w", form, err)
			}
			if err := os.MkdirAll(filepath.Join(dir, lang), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(dir, lang, string(form)+".pdf"), printed.PDF, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// press prints for the organs of the specimens, with codes under keys that are thrown
// away.
func press() (*document.Press, error) {
	dir, err := os.MkdirTemp("", "gallery")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	secret, path := filepath.Join(dir, "secret.key"), filepath.Join(dir, "papers.key")
	if err := keybox.NewKeyFile(secret); err != nil {
		return nil, err
	}
	unlock := keybox.KeyFile(secret)
	if err := verification.CreateKeyring(path, suite.Intl(), unlock); err != nil {
		return nil, err
	}
	papers, err := verification.OpenKeyring(path, suite.Intl(), unlock)
	if err != nil {
		return nil, err
	}
	for _, kind := range []fengcun.OrganKind{fengcun.Court, fengcun.Procuratorate, fengcun.Police} {
		if err := papers.AddOrgan(specimen.Organ(kind).ID, fengcun.NewDate(2026, time.January, 1)); err != nil {
			return nil, err
		}
	}
	return document.OpenPress(filepath.Join(dir, "organs"), suite.Intl(), unlock, papers)
}
