package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"fengcun"
	"fengcun/internal/locale"
	"fengcun/internal/registry"
	"fengcun/internal/server"
)

// Prefix is where the interface lies.
const Prefix = "/api/v1"

// MaxBody bounds a request's body, in bytes.
const MaxBody = 1 << 20

// Config is what an API works with. All of it is required.
type Config struct {
	Registry *registry.Registry
	MAC      func(request ...[]byte) [32]byte // keyed hash by which a repeated request is known
	Clock    func() time.Time
}

// API answers case systems.
type API struct {
	Config
	locales map[locale.Lang]*locale.Locale
	nonces  *nonces
	spec    *huma.OpenAPI
	mux     *http.ServeMux
}

// New returns an API.
func New(c Config) (*API, error) {
	a := &API{Config: c, locales: map[locale.Lang]*locale.Locale{}, nonces: newNonces(), mux: http.NewServeMux()}
	for _, lang := range locale.Langs() {
		l, err := locale.New(lang)
		if err != nil {
			return nil, err
		}
		a.locales[lang] = l
	}
	problemsInsteadOfHumas()
	h := humago.New(a.mux, a.description())
	for _, o := range a.operations() {
		o.register(h)
	}
	a.spec = h.OpenAPI()
	for _, path := range a.spec.Paths {
		for _, o := range []*huma.Operation{path.Get, path.Post} {
			if o != nil {
				delete(o.Responses, "500") // huma adds it; a fault is a 503 here
			}
		}
	}
	a.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { a.refuse(w, r, errNoRoute) })
	return a, nil
}

// Surface is the API as the server serves it.
func (a *API) Surface() server.Surface {
	return server.Surface{Name: "api", Prefix: Prefix + "/", Handler: a, MaxBody: MaxBody, Refuse: a.refuse}
}

// Spec is the OpenAPI document.
func (a *API) Spec() ([]byte, error) { return a.spec.MarshalJSON() }

var errNoRoute = &fengcun.Error{Kind: fengcun.KindNotFound, Code: "server.not_found"}

// call is one request of one client.
type call struct {
	actor fengcun.Actor
	key   *registry.RequestKey // of a write
	lang  *locale.Locale
}

type callContext struct{}

func callOf(ctx context.Context) call {
	c, _ := ctx.Value(callContext{}).(call)
	return c
}

// ServeHTTP finds out who asks before anything is looked at.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet && r.URL.Path == Prefix+"/openapi.json" {
		a.serveSpec(w)
		return
	}
	body, err := io.ReadAll(r.Body)
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		a.refuse(w, r, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "server.too_large"})
		return
	case err != nil || !utf8.Valid(body):
		a.refuse(w, r, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "server.encoding"})
		return
	}
	c := call{lang: a.language(r)}
	if c.actor, err = a.identify(r, body); err != nil {
		a.refuse(w, r, err)
		return
	}
	if key := r.Header.Get("Idempotency-Key"); key != "" && r.Method != http.MethodGet {
		c.key = &registry.RequestKey{Key: key, MAC: a.MAC([]byte("api"), []byte(r.Method), []byte(r.URL.Path), body)}
	}
	r = r.WithContext(context.WithValue(r.Context(), callContext{}, c))
	r.Body = io.NopCloser(bytes.NewReader(body))
	w.Header().Set("Content-Language", string(c.lang.Lang()))
	a.mux.ServeHTTP(w, r)
}

// identify returns whom the request is made for.
func (a *API) identify(r *http.Request, body []byte) (fengcun.Actor, error) {
	if r.Header.Get("Signature") != "" {
		key, err := a.signer(r, body)
		if err != nil {
			return fengcun.Actor{}, err
		}
		return a.Registry.ClientOf(r.Context(), registry.ClientKey, key)
	}
	if r.TLS == nil || len(r.TLS.PeerCertificates) == 0 {
		return fengcun.Actor{}, errUnknown
	}
	certificate := r.TLS.PeerCertificates[0]
	if now := a.Clock(); now.Before(certificate.NotBefore) || now.After(certificate.NotAfter) {
		return fengcun.Actor{}, errUnknown
	}
	return a.Registry.ClientOf(r.Context(), registry.ClientCertificate, sha256.Sum256(certificate.Raw))
}

var errUnknown = &fengcun.Error{Kind: fengcun.KindForbidden, Code: "client.unknown"}

// language is the first of the request's languages that there is, or Chinese.
func (a *API) language(r *http.Request) *locale.Locale {
	for _, tag := range strings.Split(r.Header.Get("Accept-Language"), ",") {
		tag, _, _ = strings.Cut(strings.TrimSpace(tag), ";")
		switch {
		case strings.HasPrefix(strings.ToLower(tag), "zh"):
			return a.locales[locale.Chinese]
		case strings.HasPrefix(strings.ToLower(tag), "en"):
			return a.locales[locale.English]
		}
	}
	return a.locales[locale.Chinese]
}

func (a *API) serveSpec(w http.ResponseWriter) {
	document, err := a.Spec()
	if err != nil {
		panic(err) // it was made at start
	}
	w.Header().Set("Content-Type", "application/openapi+json")
	w.Write(document)
}
