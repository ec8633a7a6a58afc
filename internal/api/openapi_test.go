package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"fengcun/internal/api"
)

var update = flag.Bool("update", false, "write docs/openapi.json")

// TestDocument: docs/openapi.json is what the program serves.
func TestDocument(t *testing.T) {
	const path = "../../docs/openapi.json"
	a, err := api.New(api.Config{})
	if err != nil {
		t.Fatal(err)
	}
	spec, err := a.Spec()
	if err != nil {
		t.Fatal(err)
	}
	var document bytes.Buffer
	if err := json.Indent(&document, spec, "", "  "); err != nil {
		t.Fatal(err)
	}
	document.WriteByte('\n')
	if *update {
		if err := os.WriteFile(path, document.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(got, document.Bytes()) {
		t.Errorf("docs/openapi.json is not what is served; run with -update: %v", err)
	}
}
