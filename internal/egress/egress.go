// Package egress owns every outgoing connection of the program. There is no
// other dialer: a test at the root of the module reads all sources and refuses
// net.Dial, http.Get and their kin anywhere else.
//
// Article 10 forbids supplying sealed data to outside platforms or linking up
// with them. The strongest form of that is a program that cannot connect to one:
// a Dialer reaches the destinations it was made with, each named with its
// purpose, and refuses everything else, names and addresses alike. The list is
// fixed when the Dialer is made; nothing adds to it at run time.
//
// What it does not do: it does not authenticate (whose certificate is believed is
// said by the protocol above it), and it says nothing about connections coming in.
package egress

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"fengcun"
)

// Destination is somewhere the program may connect to. Only the functions of
// this package make one, one function for each purpose there is.
type Destination struct {
	network string
	address string // host:port as configured, not resolved; or the path of a socket
}

// Database is the organ's own database server. A host that begins with a slash
// is the directory of its Unix socket, as in a PostgreSQL connection string.
func Database(host string, port uint16) Destination {
	if strings.HasPrefix(host, "/") {
		return Destination{"unix", host + "/.s.PGSQL." + strconv.Itoa(int(port))}
	}
	return Destination{"tcp", net.JoinHostPort(host, strconv.Itoa(int(port)))}
}

// CaseSystem is the server of the database in which the organ's own case system shows
// a view; host and port are as those of Database.
func CaseSystem(host string, port uint16) Destination { return Database(host, port) }

// Organ is the installation of another organ, at the address host:port that its
// exchange key in the peer list names: two people entered it there, and there is no
// other way to name one. The code is exchange.address.
func Organ(address string) (Destination, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil || host == "" || port == "" {
		return Destination{}, fengcun.Invalid("exchange.address", "address")
	}
	return Destination{"tcp", address}, nil
}

// connectTimeout bounds one attempt, resolving the name included.
const connectTimeout = 10 * time.Second

// Dialer connects to its destinations and to nothing else. The zero Dialer
// connects to nothing. It is safe for concurrent use.
type Dialer struct {
	allowed []Destination
}

// Allow returns a Dialer for exactly these destinations.
func Allow(destinations ...Destination) *Dialer {
	return &Dialer{allowed: slices.Clone(destinations)}
}

// Dial connects to an allowed destination. The address must be written as it
// was allowed: a name is never matched by the address it resolves to. Any other
// is refused with kind forbidden, code egress.refused, before a name is
// resolved, since a look-up leaves the machine too.
//
// It is the DialFunc of a pgx configuration; see Resolve. A request to cancel a
// running query, which pgx sends to the address it once reached, is refused where
// the host is given by name: the query then ends when the server notices the
// closed connection.
func (d *Dialer) Dial(ctx context.Context, network, address string) (net.Conn, error) {
	if !slices.Contains(d.allowed, Destination{network, address}) {
		return nil, errRefused()
	}
	dialer := net.Dialer{Timeout: connectTimeout}
	conn, err := dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "egress.unreachable", Err: err}
	}
	return conn, nil
}

// Resolve hands an allowed host's name back unresolved and refuses others. It is
// the LookupFunc of a pgx configuration: without it pgx would resolve names
// itself and Dial would be asked for an address nobody allowed.
func (d *Dialer) Resolve(_ context.Context, host string) ([]string, error) {
	for _, destination := range d.allowed {
		if name, _, err := net.SplitHostPort(destination.address); err == nil && name == host {
			return []string{host}, nil
		}
	}
	return nil, errRefused()
}

// Client makes HTTP requests to the destinations of a Dialer, with TLS always: no
// proxy, no redirect, no connection in the clear.
type Client struct{ client http.Client }

// Do makes a request. What the Dialer refuses is refused with its code.
func (c *Client) Do(r *http.Request) (*http.Response, error) { return c.client.Do(r) }

// Close closes what is open and idle.
func (c *Client) Close() { c.client.CloseIdleConnections() }

// Client returns a client of the dialer. The timeout is for one request.
func (d *Dialer) Client(config *tls.Config, timeout time.Duration) *Client {
	return &Client{http.Client{
		Timeout:       timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: func(context.Context, string, string) (net.Conn, error) { return nil, errRefused() },
			DialTLSContext: func(ctx context.Context, network, address string) (net.Conn, error) {
				conn, err := d.Dial(ctx, network, address)
				if err != nil {
					return nil, err
				}
				secure := tls.Client(conn, config)
				if err := secure.HandshakeContext(ctx); err != nil {
					return nil, errors.Join(err, conn.Close())
				}
				return secure, nil
			},
			DisableCompression: true,
			IdleConnTimeout:    time.Minute,
		},
	}}
}

func errRefused() error {
	return &fengcun.Error{Kind: fengcun.KindForbidden, Code: "egress.refused", Args: map[string]string{"article": "10"}}
}
