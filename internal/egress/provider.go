package egress

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"net/url"
	"time"

	"fengcun"
)

// answerTimeout bounds one request to the provider.
const answerTimeout = 10 * time.Second

// Provider returns a client that reaches the organ's own sign-in provider (OpenID
// Connect) and nothing else: the host and port of its address, over TLS. A redirect
// or an endpoint on another host is refused like any other destination. roots are
// the authorities that its certificate may come from; nil stands for the system's.
//
// Error: config.issuer, for what is no https address.
func Provider(issuer string, roots *x509.CertPool) (*http.Client, error) {
	u, err := url.Parse(issuer)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return nil, fengcun.Invalid("config.issuer", "sign_in.issuer")
	}
	address := u.Host
	if u.Port() == "" {
		address = net.JoinHostPort(u.Hostname(), "443")
	}
	dialer := Allow(Destination{"tcp", address})
	return &http.Client{Timeout: answerTimeout, Transport: &http.Transport{
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			return dialer.Dial(ctx, network, address)
		},
		TLSClientConfig:     &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout: connectTimeout,
		IdleConnTimeout:     time.Minute,
		MaxIdleConns:        2,
	}}, nil
}
