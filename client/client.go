package client

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Options say where the server is and who asks: exactly one of SigningKey and
// Certificate.
type Options struct {
	Address     string // https://host:port
	SigningKey  ed25519.PrivateKey
	Certificate *tls.Certificate
	RootCAs     *x509.CertPool   // nil for those of the system
	Language    string           // of sentences in errors: "zh-CN" (the default) or "en"
	Timeout     time.Duration    // of one request; 0 means 30 seconds
	Clock       func() time.Time // nil means time.Now
}

// Client calls one server. It is safe for concurrent use.
type Client struct {
	Options
	http *http.Client
}

// New returns a Client. It connects to nothing yet.
func New(o Options) (*Client, error) {
	address, err := url.Parse(o.Address)
	if err != nil || address.Scheme != "https" || address.Host == "" || strings.Trim(address.Path, "/") != "" {
		return nil, errors.New("client: Address must be https://host:port")
	}
	if (o.SigningKey == nil) == (o.Certificate == nil) {
		return nil, errors.New("client: give either SigningKey or Certificate")
	}
	if o.SigningKey != nil && len(o.SigningKey) != ed25519.PrivateKeySize {
		return nil, errors.New("client: SigningKey is no Ed25519 private key")
	}
	o.Address = "https://" + address.Host
	if o.Language == "" {
		o.Language = "zh-CN"
	}
	if o.Timeout == 0 {
		o.Timeout = 30 * time.Second
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	config := &tls.Config{RootCAs: o.RootCAs, MinVersion: tls.VersionTLS12}
	if o.Certificate != nil {
		config.Certificates = []tls.Certificate{*o.Certificate}
	}
	return &Client{Options: o, http: &http.Client{
		Timeout:       o.Timeout,
		Transport:     &http.Transport{TLSClientConfig: config, ForceAttemptHTTP2: true, MaxIdleConnsPerHost: 8, IdleConnTimeout: time.Minute},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// Close closes idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// NewKey returns a random key for one write.
func NewKey() string {
	var b [16]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

// Problem is an error of the server (RFC 9457).
type Problem struct {
	Status int    `json:"status"`
	Code   string `json:"code"`            // stable
	Title  string `json:"title"`           // what happened
	Detail string `json:"detail"`          // what to do
	Field  string `json:"field,omitempty"` // the field concerned
	Errors []struct {
		Location string `json:"location"`
		Code     string `json:"code"`
		Title    string `json:"title"`
	} `json:"errors,omitempty"`
}

// Error gives status and code.
func (p *Problem) Error() string {
	text := fmt.Sprintf("client: %d %s", p.Status, p.Code)
	if p.Field != "" {
		text += " (" + p.Field + ")"
	}
	return text
}

// CodeOf returns the code of a Problem, or "".
func CodeOf(err error) string {
	var p *Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return ""
}

// attempts is how often a request is sent where no answer came, or that of a server
// out of order.
const attempts = 3

// Do calls any operation of docs/openapi.json: in is the body and out takes the
// answer, both may be nil; key is the Idempotency-Key of a write and empty otherwise.
// Search and the like, which are asked with POST and change nothing, have none.
func (c *Client) Do(ctx context.Context, method, path, key string, in, out any) error {
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return fmt.Errorf("client: %w", err)
		}
	}
	repeatable := key != "" || method == http.MethodGet
	for attempt := 1; ; attempt++ {
		again, err := c.once(ctx, method, path, key, body, out)
		if err == nil || !again || !repeatable || attempt == attempts || ctx.Err() != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(attempt) * 200 * time.Millisecond):
		}
	}
}

// largest bounds what is read of an answer, in bytes.
const largest = 16 << 20

// once sends a request. It reports whether sending it again may help.
func (c *Client) once(ctx context.Context, method, path, key string, body []byte, out any) (again bool, err error) {
	r, err := http.NewRequestWithContext(ctx, method, c.Address+"/api/v1"+path, bytes.NewReader(body))
	if err != nil {
		return false, fmt.Errorf("client: %w", err)
	}
	r.Header.Set("Accept-Language", c.Language)
	if len(body) > 0 {
		r.Header.Set("Content-Type", "application/json")
	}
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	if c.SigningKey != nil {
		c.sign(r, body)
	}
	a, err := c.http.Do(r)
	if err != nil {
		return true, fmt.Errorf("client: %w", err)
	}
	defer a.Body.Close()
	text, err := io.ReadAll(io.LimitReader(a.Body, largest))
	if err != nil {
		return true, fmt.Errorf("client: %w", err)
	}
	if a.StatusCode >= http.StatusMultipleChoices {
		p := &Problem{Status: a.StatusCode}
		_ = json.Unmarshal(text, p) // an answer without a code stays without
		p.Status = a.StatusCode
		return a.StatusCode == http.StatusServiceUnavailable || a.StatusCode == http.StatusTooManyRequests, p
	}
	if out == nil || len(text) == 0 {
		return false, nil
	}
	if err := json.Unmarshal(text, out); err != nil {
		return false, errors.New("client: the answer is not the JSON that was expected")
	}
	return false, nil
}

// sign signs a request in the server's profile of RFC 9421.
func (c *Client) sign(r *http.Request, body []byte) {
	digest := sha256.Sum256(body)
	content := "sha-256=:" + base64.StdEncoding.EncodeToString(digest[:]) + ":"
	components := `"@method" "@target-uri" "content-digest"`
	base := "\"@method\": " + r.Method + "\n\"@target-uri\": " + r.URL.String() + "\n\"content-digest\": " + content + "\n"
	if key := r.Header.Get("Idempotency-Key"); key != "" {
		components += ` "idempotency-key"`
		base += "\"idempotency-key\": " + key + "\n"
	}
	public := c.SigningKey.Public().(ed25519.PublicKey) // as crypto/ed25519 says
	parameters := fmt.Sprintf(`(%s);created=%d;keyid="%x";nonce="%s";alg="ed25519"`, components, c.Clock().Unix(), []byte(public), NewKey())
	signature := ed25519.Sign(c.SigningKey, []byte(base+"\"@signature-params\": "+parameters))
	r.Header.Set("Content-Digest", content)
	r.Header.Set("Signature-Input", "sig="+parameters)
	r.Header.Set("Signature", "sig=:"+base64.StdEncoding.EncodeToString(signature)+":")
}
