package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fengcun"
)

// view is an answer: its JSON form by its tags, its text by text.
type view interface {
	text(v voice) []string
}

// show writes an answer to standard output.
func (p *program) show(answer view) error {
	if p.json {
		return p.writeJSON(answer)
	}
	return p.writeLines(answer.text(p.voice))
}

// writeJSON writes one value on one line.
func (p *program) writeJSON(value any) error {
	encoder := json.NewEncoder(p.stdout)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return outputError(err)
	}
	return nil
}

func (p *program) writeLines(lines []string) error {
	for _, line := range lines {
		if _, err := fmt.Fprintln(p.stdout, line); err != nil {
			return outputError(err)
		}
	}
	return nil
}

// bold sets a line off on a terminal.
func (p *program) bold(s string) string {
	if !p.colour {
		return s
	}
	return "\x1b[1m" + s + "\x1b[0m"
}

func outputError(err error) error {
	return &fengcun.Error{Kind: fengcun.KindInternal, Code: "cli.output", Err: withoutPath(err)}
}

// withoutPath leaves out the name of a file, which may be that of a person.
func withoutPath(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	var l *os.LinkError
	if errors.As(err, &l) {
		return l.Err
	}
	return err
}

// freePath refuses an output file that is there already, before anything is done
// for it.
func freePath(path string) error {
	if path == "" {
		return nil
	}
	if _, err := os.Lstat(path); err == nil {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "cli.output_exists", Field: "--output"}
	}
	return nil
}

// createFile writes a file that did not exist, mode 0600: whole or not at all.
// It is written beside its place and linked there, so that a crash leaves no
// part of it under its name and an existing file is never replaced.
func createFile(path string, content []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".fengcun-*")
	if err != nil {
		return outputError(err)
	}
	defer os.Remove(f.Name())
	if _, err = f.Write(content); err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Link(f.Name(), path)
	}
	if errors.Is(err, fs.ErrExist) {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "cli.output_exists", Field: "--output"}
	}
	if err != nil {
		return outputError(err)
	}
	return nil
}

// table pads the cells of a table to equal width, full-width characters
// counting double.
func table(rows [][]string) []string {
	var width []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(width) {
				width = append(width, 0)
			}
			width[i] = max(width[i], displayWidth(cell))
		}
	}
	lines := make([]string, len(rows))
	for r, row := range rows {
		var b strings.Builder
		for i, cell := range row {
			b.WriteString(cell)
			if i < len(row)-1 {
				b.WriteString(strings.Repeat(" ", width[i]-displayWidth(cell)+2))
			}
		}
		lines[r] = strings.TrimRight(b.String(), " ")
	}
	return lines
}

func displayWidth(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xff60 || r >= 0x20000) {
			n++
		}
	}
	return n
}
