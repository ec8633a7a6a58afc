package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"regexp"

	"fengcun"
)

// openInput opens a file named on the command line, or standard input for "-".
func (p *program) openInput(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(p.stdin), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, &fengcun.Error{Kind: fengcun.KindNotFound, Code: "cli.input_file", Err: withoutPath(err)}
	}
	return f, nil
}

// maxRequest bounds a request document, in bytes.
const maxRequest = 4 << 20

// readRequest reads one JSON document into a request. It is strict: an unknown
// field, a second document or a wrong type is an error that names the field and
// never repeats a value.
func (p *program) readRequest(name string, request any) error {
	text, err := p.readInput(name)
	if err != nil {
		return err
	}
	return decodeStrict(text, request)
}

// readInput reads a short file as it is.
func (p *program) readInput(name string) ([]byte, error) {
	in, err := p.openInput(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	text, err := io.ReadAll(io.LimitReader(in, maxRequest+1))
	if err != nil {
		return nil, inputError(err)
	}
	if len(text) > maxRequest {
		return nil, fengcun.Invalid("cli.input_size", "")
	}
	return text, nil
}

var unknownField = regexp.MustCompile(`^json: unknown field "([A-Za-z][A-Za-z0-9_]{0,40})"$`)

func decodeStrict(text []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	if err == nil {
		if _, err := decoder.Token(); err != io.EOF {
			return fengcun.Invalid("cli.input_json", "")
		}
		return nil
	}
	var typeError *json.UnmarshalTypeError
	var own *fengcun.Error
	switch {
	case errors.As(err, &own):
		return own // a date or an identifier that is none
	case errors.As(err, &typeError):
		return fengcun.Invalid("cli.input_type", typeError.Field)
	case unknownField.MatchString(err.Error()):
		return fengcun.Invalid("cli.input_field", unknownField.FindStringSubmatch(err.Error())[1])
	}
	return fengcun.Invalid("cli.input_json", "")
}

// dateFlag reads a civil date given in a flag or argument.
func dateFlag(text, flag string) (fengcun.Date, error) {
	d, err := fengcun.ParseDate(text)
	if err != nil {
		return d, fengcun.Invalid("date.form", flag)
	}
	return d, nil
}

// idFlag reads an identifier given in a flag or argument.
func idFlag(text, flag string) (fengcun.ID, error) {
	id, err := fengcun.ParseID(text)
	if err != nil {
		return id, fengcun.Invalid("id.form", flag)
	}
	return id, nil
}
