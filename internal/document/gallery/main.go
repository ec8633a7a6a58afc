// Command gallery prints every form in both languages, filled with specimens and
// blank where people fill it in by hand, so that a person can look at all of them:
//
//	go run ./internal/document/gallery DIR
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"fengcun/internal/document"
	"fengcun/internal/document/specimen"
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
	house := document.House{Seals: document.Specimen{}}
	for _, form := range library.Forms() {
		for _, lang := range document.Languages() {
			paper, err := library.Set(specimen.Issuer(form), form, lang, specimen.Fields(library, form))
			if err != nil {
				return fmt.Errorf("%s: %w", form, err)
			}
			file, err := paper.PDF(house, 0)
			if err != nil {
				return fmt.Errorf("%s: %w", form, err)
			}
			if err := os.MkdirAll(filepath.Join(dir, lang), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(dir, lang, string(form)+".pdf"), file, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}
