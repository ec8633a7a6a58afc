package api_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/pb33f/libopenapi-validator/errors"

	"fengcun/internal/api"
)

// The document of the interface, as a tool reads it that had no part in making it.
var contract = sync.OnceValues(func() (validator.Validator, []error) {
	text, err := os.ReadFile("../../docs/openapi.json")
	if err != nil {
		return nil, []error{err}
	}
	document, err := libopenapi.NewDocument(text)
	if err != nil {
		return nil, []error{err}
	}
	return validator.NewValidator(document)
})

// TestContract: the document is a valid one of OpenAPI 3.1. That the server keeps it
// is tried in every test of this package: see keepingContract.
func TestContract(t *testing.T) {
	v, errs := contract()
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	if ok, found := v.ValidateDocument(); !ok {
		t.Error(inWords(found))
	}
	// It does notice a breach.
	r := httptest.NewRequest(http.MethodGet, api.Prefix+"/work", nil)
	answer := func(body string) *http.Response {
		return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(body))}
	}
	if ok, _ := v.ValidateHttpResponse(r, answer(`{"asOf":1,"todo":"nothing"}`)); ok {
		t.Error("an answer that the document does not describe is taken for one")
	}
}

// keepingContract lets every request and answer of a test be held against the
// document: the answer must be one that it describes, and a request that was carried
// out must be one that it allows.
func keepingContract(t testing.TB, h http.Handler) http.Handler {
	v, errs := contract()
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sent := &bytes.Buffer{}
		asked := r.Clone(r.Context())
		r.Body = readAlong{io.TeeReader(r.Body, sent), r.Body}
		kept := httptest.NewRecorder()
		h.ServeHTTP(kept, r)
		answer := kept.Result()
		if path := strings.TrimPrefix(r.URL.Path, api.Prefix); path != "/openapi.json" {
			asked.Body = io.NopCloser(sent)
			check := v.ValidateHttpResponse
			if answer.StatusCode < 300 {
				check = v.ValidateHttpRequestResponse
			}
			if ok, found := check(asked, answer); !ok && !(answer.StatusCode >= 400 && noRoute(found)) {
				t.Errorf("%s %s, answered with %d: %s\n%s", r.Method, r.URL.Path, answer.StatusCode, inWords(found), kept.Body)
			}
		}
		for name, values := range kept.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(kept.Code)
		w.Write(kept.Body.Bytes())
	})
}

type readAlong struct {
	io.Reader
	io.Closer
}

// noRoute reports that the document has no such route, which is then refused.
func noRoute(found []*errors.ValidationError) bool {
	return len(found) > 0 && found[0].IsPathMissingError() || len(found) > 0 && found[0].IsOperationMissingError()
}

func inWords(found []*errors.ValidationError) string {
	var text strings.Builder
	for _, e := range found {
		text.WriteString(e.Message + ": " + e.Reason + "\n")
		for _, s := range e.SchemaValidationErrors {
			text.WriteString("  " + s.Reason + "\n")
		}
	}
	return text.String()
}
