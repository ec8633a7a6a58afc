package api

import (
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"fengcun"
)

// The profile of RFC 9421 that is accepted, and no other: one signature named sig,
// with Ed25519, over method, address and digest of the body (RFC 9530), and over the
// Idempotency-Key where there is one; made within a minute, with a nonce that was
// not used before.
//
//	Content-Digest: sha-256=:BASE64:
//	Signature-Input: sig=("@method" "@target-uri" "content-digest");created=1764061200;keyid="HEX";nonce="HEX";alg="ed25519"
//	Signature: sig=:BASE64:
//
// keyid is the public key.
var signatureInput = regexp.MustCompile(
	`^sig=(\("@method" "@target-uri" "content-digest"( "idempotency-key")?\);created=([0-9]{1,12});keyid="([0-9a-f]{64})";nonce="([0-9a-f]{32,64})";alg="ed25519")$`)

// signatureLife is how far a signature's time may lie from the clock.
const signatureLife = time.Minute

// signer verifies the signature of a request and returns the key it was made with.
// Whether anybody registered the key is not asked here.
func (a *API) signer(r *http.Request, body []byte) (key [32]byte, err error) {
	for _, header := range []string{"Signature", "Signature-Input", "Content-Digest", "Idempotency-Key"} {
		if len(r.Header.Values(header)) > 1 {
			return key, errUnknown
		}
	}
	input := signatureInput.FindStringSubmatch(r.Header.Get("Signature-Input"))
	digest := sha256.Sum256(body)
	wanted := "sha-256=:" + base64.StdEncoding.EncodeToString(digest[:]) + ":"
	idempotency := r.Header.Get("Idempotency-Key")
	if input == nil || (input[2] != "") != (idempotency != "") ||
		subtle.ConstantTimeCompare([]byte(r.Header.Get("Content-Digest")), []byte(wanted)) != 1 {
		return key, errUnknown
	}
	text, prefixed := strings.CutPrefix(r.Header.Get("Signature"), "sig=:")
	text, closed := strings.CutSuffix(text, ":")
	signature, err := base64.StdEncoding.DecodeString(text)
	if !prefixed || !closed || err != nil || len(signature) != ed25519.SignatureSize {
		return key, errUnknown
	}
	base := "\"@method\": " + r.Method + "\n\"@target-uri\": https://" + r.Host + r.URL.RequestURI() + "\n\"content-digest\": " + wanted + "\n"
	if idempotency != "" {
		base += "\"idempotency-key\": " + idempotency + "\n"
	}
	base += "\"@signature-params\": " + input[1]
	hex.Decode(key[:], []byte(input[4])) // its form was just matched
	created, err := strconv.ParseInt(input[3], 10, 64)
	now := a.Clock()
	if err != nil || !ed25519.Verify(key[:], []byte(base), signature) ||
		time.Unix(created, 0).Before(now.Add(-signatureLife)) || time.Unix(created, 0).After(now.Add(signatureLife)) {
		return key, errUnknown
	}
	return key, a.nonces.use(input[4]+input[5], now)
}

// nonces remembers the nonces of verified signatures for as long as these could be
// shown again.
type nonces struct {
	mu   sync.Mutex // guards used
	used map[string]time.Time
}

// mostNonces bounds the memory. Beyond it nobody's signatures are taken until some
// have run out: a signature is not taken twice for want of memory.
const mostNonces = 1 << 17

func newNonces() *nonces { return &nonces{used: map[string]time.Time{}} }

func (n *nonces) use(nonce string, now time.Time) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if until, seen := n.used[nonce]; seen && now.Before(until) {
		return errUnknown
	}
	if len(n.used) >= mostNonces {
		for old, until := range n.used {
			if !now.Before(until) {
				delete(n.used, old)
			}
		}
	}
	if len(n.used) >= mostNonces {
		return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "server.failed"}
	}
	n.used[nonce] = now.Add(2*signatureLife + time.Second)
	return nil
}
