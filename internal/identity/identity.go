package identity

import (
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"log/slog"

	"github.com/go-webauthn/webauthn/webauthn"

	"fengcun"
)

// Password is a password, first secret or one-time code as somebody typed it. It
// refuses to be printed as a Particular does.
type Password = fengcun.Particular

// Config is what an Identity works with.
type Config struct {
	// Cost is the work of a password's hash. Zero is DefaultCost.
	Cost Cost

	// Cipher encrypts the secrets of one-time codes and the tickets of a sign-in under
	// way. It must be under a key that is used for nothing else.
	Cipher cipher.AEAD

	// Origin is the address that browsers see, https://host[:port]. Passkeys are bound
	// to it; without it there are none.
	Origin string

	// Provider is where staff may sign in instead; nil for nowhere. It needs Origin.
	Provider *Provider
}

// Identity makes and checks what people sign in with. It is safe for concurrent
// use.
type Identity struct {
	cost    Cost
	decoy   Hash
	hashing chan struct{} // holds a token for each hash being computed
	cipher  cipher.AEAD

	passkeys  *webauthn.WebAuthn // nil without an origin
	elsewhere *elsewhere         // nil without a provider
}

// New returns an Identity. Error: config.origin.
func New(c Config) (*Identity, error) {
	if c.Cost == (Cost{}) {
		c.Cost = DefaultCost
	}
	i := &Identity{cost: c.Cost, hashing: make(chan struct{}, concurrentHashes), cipher: c.Cipher}
	// A hash that no password fits, of the same shape and work as a real one.
	salt, sum := make([]byte, saltSize), make([]byte, hashSize)
	rand.Read(salt)
	rand.Read(sum)
	i.decoy = i.cost.encode(salt, sum)
	if c.Origin == "" {
		if c.Provider != nil {
			return nil, fengcun.Invalid("config.origin", "server.origin")
		}
		return i, nil
	}
	if c.Provider != nil {
		i.elsewhere = &elsewhere{Provider: *c.Provider, back: c.Origin + BackPath}
	}
	var err error
	i.passkeys, err = passkeysAt(c.Origin)
	return i, err
}

// tokenSize is the length of a session token in random bytes.
const tokenSize = 32

// Token is what a signed-in person's browser or program shows with every request.
// It refuses to be printed; Reveal is for the cookie or the answer that carries it.
type Token struct{ text string }

// NewToken returns a fresh token.
func NewToken() Token {
	b := make([]byte, tokenSize)
	rand.Read(b)
	return Token{base64.RawURLEncoding.EncodeToString(b)}
}

// ParseToken takes a token as a request brought it. Whatever it is, it has a Hash,
// and that of a malformed one belongs to no session.
func ParseToken(text string) Token { return Token{text} }

// Reveal returns the token itself.
func (t Token) Reveal() string { return t.text }

// Hash is the form in which a token is kept. The token is random and long, so that
// a plain hash cannot be turned back.
func (t Token) Hash() [32]byte { return sha256.Sum256([]byte(t.text)) }

// Format writes a fixed mark for every verb.
func (t Token) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[token]")) }

// LogValue returns a fixed mark.
func (t Token) LogValue() slog.Value { return slog.StringValue("[token]") }

// MarshalText returns a fixed mark: whoever hands the token out calls Reveal.
func (t Token) MarshalText() ([]byte, error) { return []byte("[token]"), nil }
