package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"

	"fengcun"
	"fengcun/law"
)

// decideCmd applies the Measures to facts, and to nothing else: no file, no
// database, no clock. It reads one JSON document, or JSON Lines.
type decideCmd struct {
	File      string `arg:"" optional:"" default:"-" help:"${help_decide_file}"`
	AsOf      string `required:"" placeholder:"DATE" help:"${help_decide_as_of}"`
	Unsealing bool   `help:"${help_decide_unsealing}"`
}

// maxFacts bounds one document of facts, in bytes. A person in one matter with a
// thousand acts has about 200 kB.
const maxFacts = 1 << 20

// Run decides every document. A document that is no facts is reported with its
// line and field, and the others go on; the exit status then is that of invalid
// input.
func (c *decideCmd) Run(p *program) error {
	asOf, err := dateFlag(c.AsOf, "--as-of")
	if err != nil {
		return err
	}
	in, err := p.openInput(c.File)
	if err != nil {
		return err
	}
	defer in.Close()
	total, failed := 0, 0
	err = documents(in, func(line int, text []byte, err error) error {
		total++
		var answer decided
		if err == nil {
			answer, err = c.decide(text, asOf)
		}
		if err == nil {
			return p.showDecision(answer, total)
		}
		failed++
		return p.complainAt(line, err)
	})
	switch {
	case err != nil:
		return err
	case total == 0:
		return fengcun.Invalid("cli.no_documents", "")
	case failed > 0:
		return &fengcun.Error{Kind: fengcun.KindInvalid, Code: "cli.documents_failed", Args: map[string]string{
			"failed": strconv.Itoa(failed), "total": strconv.Itoa(total),
		}}
	}
	return nil
}

// decided is a law.Decision or a law.UnsealingDecision.
type decided interface {
	Render(law.Language) []string
}

func (c *decideCmd) decide(text []byte, asOf fengcun.Date) (decided, error) {
	if c.Unsealing {
		d, err := law.DecideUnsealingJSON(text, asOf)
		return &d, err
	}
	d, err := law.DecideJSON(text, asOf)
	return &d, err
}

// showDecision writes the decision itself with --json, in the shape of
// docs/schema, and its reasons as a tree without.
func (p *program) showDecision(d decided, n int) error {
	if p.json {
		return p.writeJSON(d)
	}
	lines := d.Render(law.Language(p.lang))
	lines[0] = p.bold(lines[0])
	if n > 1 {
		lines = append([]string{""}, lines...)
	}
	return p.writeLines(lines)
}

// complainAt reports one bad document: with --json in its place on standard
// output, so that line n of the answers belongs to document n.
func (p *program) complainAt(line int, err error) error {
	c := p.complain(err)
	c.Line = line
	if p.json {
		return p.writeJSON(map[string]complaint{"error": c})
	}
	p.warn(p.say("decide.bad_line", map[string]string{"line": strconv.Itoa(line), "sentence": c.Sentence}))
	return nil
}

// documents calls each for every document of the input with the line on which
// it begins. If the first line is a whole JSON value, or the input as a whole is
// none, every line is a document; otherwise the input is one document.
func documents(in io.Reader, each func(line int, text []byte, err error) error) error {
	reader := bufio.NewReaderSize(in, 64<<10)
	first, err := readLine(reader)
	if err == nil && !json.Valid(first) && len(bytes.TrimSpace(first)) > 0 {
		rest, restErr := io.ReadAll(io.LimitReader(reader, maxFacts))
		if restErr != nil {
			return inputError(restErr)
		}
		whole := append(append(first, '\n'), rest...)
		if json.Valid(whole) {
			return each(1, whole, nil)
		}
		reader = bufio.NewReader(io.MultiReader(bytes.NewReader(rest), reader))
	}
	for line, text := 1, first; ; line++ {
		switch {
		case err != nil && err != io.EOF && !errors.Is(err, errLongLine):
			return inputError(err)
		case errors.Is(err, errLongLine):
			if err := each(line, nil, fengcun.Invalid("cli.input_size", "")); err != nil {
				return err
			}
		case len(bytes.TrimSpace(text)) > 0:
			if err := each(line, text, nil); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		text, err = readLine(reader)
	}
}

var errLongLine = errors.New("line too long")

// readLine reads one line without its end. At the end of the input it returns
// what is left with io.EOF; a line that is too long is passed over.
func readLine(reader *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := reader.ReadSlice('\n')
		if long = long || len(line)+len(part) > maxFacts; !long {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil:
			return line, err
		case long:
			return nil, errLongLine
		}
		return bytes.TrimRight(line, "\r\n"), nil
	}
}

func inputError(err error) error {
	return &fengcun.Error{Kind: fengcun.KindInternal, Code: "cli.input_read", Err: withoutPath(err)}
}
