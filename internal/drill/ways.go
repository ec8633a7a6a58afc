package drill

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"fengcun"
	"fengcun/internal/api"
	"fengcun/internal/console"
	"fengcun/internal/identity"
	"fengcun/internal/observe"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// ways are the ways by which an installation is asked from outside: its pages and its
// interface for case systems, as the server would ask them, without a network.
type ways struct {
	surfaces map[Family]http.Handler
	password identity.Password
	sessions map[fengcun.StaffID][]*http.Cookie
	keys     map[fengcun.StaffID]ed25519.PrivateKey
	asked    int // requests so far, for keys and nonces that are alike in both worlds
}

// clients are who asks by the interface.
var clients = []fengcun.Actor{sample.Member(sample.Police, fengcun.RoleWindow), sample.Second(sample.Court)}

func (w *World) openWays(ctx context.Context, o Options) error {
	if o.actsOnly {
		return nil
	}
	n := w.node
	clock := w.at
	pages, err := console.New(console.Parts{Registry: n.Registry, Clock: clock, Log: w.Log, RequestMAC: n.RequestMAC})
	if err != nil {
		return err
	}
	surface, err := api.New(api.Config{Registry: n.Registry, MAC: n.RequestMAC, Clock: clock})
	if err != nil {
		return err
	}
	w.ways = ways{
		surfaces: map[Family]http.Handler{Pages: pages, Interface: surface},
		sessions: map[fengcun.StaffID][]*http.Cookie{}, keys: map[fengcun.StaffID]ed25519.PrivateKey{},
	}
	for family, handler := range w.ways.surfaces {
		if o.Serve != nil {
			w.ways.surfaces[family] = o.Serve(w, family, handler)
		}
	}
	if w.ways.password, err = sample.OpenAccounts(ctx, n.Registry); err != nil {
		return err
	}
	for _, as := range clients {
		public, private, err := ed25519.GenerateKey(rand.Reader)
		if err != nil {
			return err
		}
		id, err := n.Registry.ProposeClient(ctx, sample.Member(as.Organ, fengcun.RoleSystemAdmin), registry.Client{
			Kind: registry.ClientKey, Handle: [32]byte(public), As: as, ValidTo: fengcun.DateOf(clock()).AddDays(300),
		})
		if err == nil {
			err = n.Registry.ApproveClient(ctx, sample.Member(as.Organ, fengcun.RoleSecurityAdmin), id)
		}
		if err != nil {
			return err
		}
		w.ways.keys[as.Staff] = private
	}
	return nil
}

// reply is what came back from a surface. It is an http.ResponseWriter.
type reply struct {
	status int
	header http.Header
	body   bytes.Buffer
}

func (r *reply) Header() http.Header { return r.header }

func (r *reply) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

func (r *reply) Write(b []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(b)
}

// random is what is random on a page and has no meaning: a form's token, a label.
var random = regexp.MustCompile(`[A-Z2-7]{26}|\b[0-9A-F]{12}\b`)

// seen is all of an answer: status, length, headers in their order, text.
func (r *reply) seen() string {
	var b strings.Builder
	fmt.Fprintln(&b, r.status, r.body.Len())
	for _, name := range slices.Sorted(maps.Keys(r.header)) {
		if name != "Set-Cookie" {
			fmt.Fprintln(&b, name, r.header[name])
		}
	}
	b.Write(r.body.Bytes())
	return observe.Masked(random.ReplaceAllString(b.String(), "#"))
}

func (w *World) request(ctx context.Context, method, path, kind string, body []byte) (*http.Request, error) {
	w.ways.asked++
	r, err := http.NewRequestWithContext(ctx, method, "https://drill.invalid"+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.RemoteAddr = "192.0.2.1:1234"
	r.Header.Set("Content-Type", kind)
	return r, nil
}

func (w *World) serve(f Family, r *http.Request) *reply {
	answer := &reply{header: http.Header{}}
	w.ways.surfaces[f].ServeHTTP(answer, r)
	return answer
}

// visit asks a page, or sends a form, as a member of staff or as nobody, and follows
// where the answer leads.
func (w *World) visit(ctx context.Context, as fengcun.StaffID, path string, form url.Values) (string, error) {
	if as != "" && w.ways.sessions[as] == nil {
		in, err := w.send(ctx, "", "/sign-in", url.Values{"account": {string(as)}, "password": {string(w.ways.password)}})
		if err != nil {
			return "", err
		}
		w.ways.sessions[as] = (&http.Response{Header: in.header}).Cookies()
	}
	answer, err := w.send(ctx, as, path, form)
	if err != nil {
		return "", err
	}
	text := answer.seen()
	if to := answer.header.Get("Location"); to != "" && as != "" {
		next, err := w.send(ctx, as, to, nil)
		if err != nil {
			return "", err
		}
		text += next.seen()
	}
	return text, nil
}

func (w *World) send(ctx context.Context, as fengcun.StaffID, path string, form url.Values) (*reply, error) {
	method := http.MethodGet
	if form != nil {
		method = http.MethodPost
	}
	r, err := w.request(ctx, method, path, "application/x-www-form-urlencoded", []byte(form.Encode()))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for _, cookie := range w.ways.sessions[as] {
		r.AddCookie(cookie)
	}
	return w.serve(Pages, r), nil
}

// call asks the interface as a client, or unsigned as nobody.
func (w *World) call(ctx context.Context, as fengcun.StaffID, method, path string, body any) (string, error) {
	content, err := json.Marshal(body)
	if err != nil {
		return "", err
	}
	if body == nil {
		content = nil
	}
	r, err := w.request(ctx, method, api.Prefix+path, "application/json", content)
	if err != nil {
		return "", err
	}
	if body != nil && path != "/searches" {
		r.Header.Set("Idempotency-Key", fmt.Sprintf("drill-%016d", w.ways.asked))
	}
	if key := w.ways.keys[as]; key != nil {
		w.sign(r, key, content)
	}
	return w.serve(Interface, r).seen(), nil
}

// sign signs a request as the interface asks for (internal/api, signature.go).
func (w *World) sign(r *http.Request, key ed25519.PrivateKey, body []byte) {
	digest := sha256.Sum256(body)
	content := "sha-256=:" + base64.StdEncoding.EncodeToString(digest[:]) + ":"
	covered, idempotency := `("@method" "@target-uri" "content-digest"`, ""
	if k := r.Header.Get("Idempotency-Key"); k != "" {
		covered, idempotency = covered+` "idempotency-key"`, "\"idempotency-key\": "+k+"\n"
	}
	input := fmt.Sprintf(`%s);created=%d;keyid="%s";nonce="%032x";alg="ed25519"`,
		covered, w.at().Unix(), hex.EncodeToString(key.Public().(ed25519.PublicKey)), w.ways.asked)
	base := "\"@method\": " + r.Method + "\n\"@target-uri\": " + r.URL.String() + "\n\"content-digest\": " + content + "\n" + idempotency + "\"@signature-params\": " + input
	r.Header.Set("Content-Digest", content)
	r.Header.Set("Signature-Input", "sig="+input)
	r.Header.Set("Signature", "sig=:"+base64.StdEncoding.EncodeToString(ed25519.Sign(key, []byte(base)))+":")
	r.Body = io.NopCloser(bytes.NewReader(body))
}
