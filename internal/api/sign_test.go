package api_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"

	"fengcun"
)

// signature is what a test signs with, so that it can sign wrongly.
type signature struct {
	key     ed25519.PrivateKey
	created int64
	nonce   string
	method  string // what is signed, where it differs from what is sent
	uri     string
	body    []byte
}

func (w *world) signature(as fengcun.Actor, r *http.Request, body []byte) signature {
	nonce := make([]byte, 16)
	rand.Read(nonce)
	return signature{w.key(as), w.Clock.Now().Unix(), hex.EncodeToString(nonce), r.Method, r.URL.String(), body}
}

func (w *world) unsigned(method, path, key string, body []byte) *http.Request {
	w.t.Helper()
	r, err := http.NewRequest(method, w.address+path, bytes.NewReader(body))
	w.must(err)
	r.Header.Set("Accept-Language", "en")
	r.Header.Set("Content-Type", "application/json")
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	return r
}

func (w *world) signed(as fengcun.Actor, method, path, key string, body []byte) *http.Request {
	w.t.Helper()
	r := w.unsigned(method, path, key, body)
	w.signature(as, r, body).put(r)
	return r
}

// put signs, written down here a second time on purpose: client and server must not
// agree by sharing a mistake.
func (s signature) put(r *http.Request) {
	sum := sha256.Sum256(s.body)
	digest := "sha-256=:" + base64.StdEncoding.EncodeToString(sum[:]) + ":"
	lines := fmt.Sprintf("%q: %s\n%q: %s\n%q: %s\n", "@method", s.method, "@target-uri", s.uri, "content-digest", digest)
	names := `"@method" "@target-uri" "content-digest"`
	if key := r.Header.Get("Idempotency-Key"); key != "" {
		lines += fmt.Sprintf("%q: %s\n", "idempotency-key", key)
		names += ` "idempotency-key"`
	}
	params := fmt.Sprintf(`(%s);created=%d;keyid="%s";nonce="%s";alg="ed25519"`,
		names, s.created, hex.EncodeToString(s.key.Public().(ed25519.PublicKey)), s.nonce)
	lines += fmt.Sprintf("%q: %s", "@signature-params", params)
	r.Header.Set("Content-Digest", digest)
	r.Header.Set("Signature-Input", "sig="+params)
	r.Header.Set("Signature", "sig=:"+base64.StdEncoding.EncodeToString(ed25519.Sign(s.key, []byte(lines)))+":")
}
