package vault

import (
	"bytes"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"fengcun"
)

func TestPadding(t *testing.T) {
	for _, row := range []struct{ length, padded int }{
		{0, 256}, {1, 256}, {252, 256}, {253, 512}, {508, 512}, {509, 1024}, {MaxPayload, 1 << 20},
	} {
		b := pad(bytes.Repeat([]byte{1}, row.length))
		if len(b) != row.padded {
			t.Errorf("%d bytes padded to %d, want %d", row.length, len(b), row.padded)
		}
		got, err := unpad(b)
		if err != nil || len(got) != row.length {
			t.Errorf("%d bytes came back as %d, %v", row.length, len(got), err)
		}
	}
	for name, spoil := range map[string]func([]byte) []byte{
		"length beyond the bucket": func(b []byte) []byte { b[2] = 0xff; return b },
		"length of a lower bucket": func(b []byte) []byte { return append(b, make([]byte, 256)...) },
		"bits in the padding":      func(b []byte) []byte { b[len(b)-1] = 1; return b },
		"cut":                      func(b []byte) []byte { return b[:3] },
	} {
		if _, err := unpad(spoil(pad([]byte("text")))); fengcun.CodeOf(err) != "vault.damaged" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A blob is never smaller than its file needs and at most an eighth larger.
func TestFileChunks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		length := rapid.Int64Range(0, MaxFile).Draw(t, "length")
		need, got := (length+trailerSize+chunkSize-1)/chunkSize, fileChunks(length)
		if got < need || got > need+need/8 || fileChunks(length+1) < got {
			t.Fatalf("%d bytes need %d chunks, got %d", length, need, got)
		}
	})
}

func TestUpcast(t *testing.T) {
	add := func(s string) func([]byte) ([]byte, error) {
		return func(b []byte) ([]byte, error) { return append(bytes.Clone(b), s...), nil }
	}
	schemas := Schemas{
		1: {Version: 3, Upcast: []func([]byte) ([]byte, error){add("+2"), add("+3")}},
		2: {Version: 2, Upcast: []func([]byte) ([]byte, error){func([]byte) ([]byte, error) { return nil, errors.New("text of the payload") }}},
	}
	if err := schemas.check(); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		kind    Kind
		version uint16
		want    string
		code    string
	}{
		{1, 1, "one+2+3", ""},
		{1, 2, "one+3", ""},
		{1, 3, "one", ""},
		{1, 4, "", "vault.version_unknown"}, // written by a newer program: withheld, not guessed at
		{1, 0, "", "vault.version_unknown"},
		{9, 1, "", "vault.version_unknown"},
		{2, 1, "", "vault.upcast"},
	} {
		got, err := schemas.upcast(Payload{Kind: row.kind, Version: row.version, Canonical: []byte("one")})
		if string(got.Canonical) != row.want || fengcun.CodeOf(err) != row.code {
			t.Errorf("kind %d version %d: %q, %v", row.kind, row.version, got.Canonical, err)
		}
		if err == nil && got.Version != 3 {
			t.Errorf("kind %d version %d: now version %d", row.kind, row.version, got.Version)
		}
	}
	for name, bad := range map[string]Schemas{
		"gap":         {1: {Version: 3, Upcast: schemas[2].Upcast}},
		"version 0":   {1: {}},
		"superfluous": {1: {Version: 1, Upcast: schemas[2].Upcast}},
	} {
		if fengcun.CodeOf(bad.check()) != "vault.schemas" {
			t.Errorf("%s: accepted", name)
		}
	}
	for name, p := range map[string]Payload{
		"old version":  {Kind: 1, Version: 2},
		"unknown kind": {Kind: 9, Version: 1},
		"too large":    {Kind: 1, Version: 3, Canonical: make([]byte, MaxPayload+1)},
	} {
		if fengcun.KindOf(schemas.writable(p)) != fengcun.KindInvalid {
			t.Errorf("%s: writable", name)
		}
	}
}
