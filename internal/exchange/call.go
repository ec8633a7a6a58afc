package exchange

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"time"

	"fengcun"
	"fengcun/internal/egress"
	"fengcun/internal/registry"
)

const (
	// Path is where an installation takes parcels.
	Path        = "/exchange/1"
	contentType = "application/vnd.fengcun.parcel"
)

const (
	callTimeout = 5 * time.Minute
	mostCalls   = 256 // of one route in one round
)

// use carries on one route until both sides have said everything.
func (c *Carrier) use(ctx context.Context, route registry.Route) (moved int, err error) {
	client, err := c.client(ctx, route)
	if err != nil {
		return 0, err
	}
	defer client.Close()
	for range mostCalls {
		packed, err := c.registry.PackParcel(ctx, route.Organ, route.Peer, 0, 0)
		if err != nil {
			return moved, err
		}
		answer, err := c.call(ctx, client, route, packed.Bytes)
		if err != nil {
			return moved, c.suspect(ctx, route, err)
		}
		taken, err := c.registry.TakeParcel(ctx, answer)
		if err != nil {
			return moved, err
		}
		n := taken.Applied + taken.Parked
		if packed.Number > 0 {
			n += int(packed.Last - packed.First + 1)
		}
		if n == 0 {
			break
		}
		moved += n
	}
	return moved, nil
}

// client connects to the address of one route and nowhere else, under the key of the
// peer list and no other. No authority is asked: the peer list is the authority.
func (c *Carrier) client(ctx context.Context, route registry.Route) (*egress.Client, error) {
	destination, err := egress.Organ(route.Address)
	if err != nil {
		return nil, err
	}
	return egress.Allow(destination).Client(&tls.Config{
		Certificates:       []tls.Certificate{c.certificate},
		MinVersion:         tls.VersionTLS13,
		InsecureSkipVerify: true, // VerifyConnection compares the key instead
		VerifyConnection: func(s tls.ConnectionState) error {
			return c.registry.PeerCertificate(ctx, s.PeerCertificates[0], route.TLS)
		},
	}, callTimeout), nil
}

// call sends a parcel and returns the one that comes back.
func (c *Carrier) call(ctx context.Context, client *egress.Client, route registry.Route, parcel []byte) ([]byte, error) {
	to := url.URL{Scheme: "https", Host: route.Address, Path: Path}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, to.String(), bytes.NewReader(parcel))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", contentType)
	response, err := client.Do(request)
	if err != nil {
		var known *fengcun.Error
		if errors.As(err, &known) {
			return nil, known
		}
		return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "egress.unreachable", Err: err}
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, registry.MaxParcel+1))
	if err != nil {
		return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "egress.unreachable", Err: err}
	}
	if response.StatusCode != http.StatusOK {
		var told refusal
		_ = json.Unmarshal(body, &told) // what is no refusal of ours has no code
		if response.StatusCode >= http.StatusInternalServerError || response.StatusCode == http.StatusTooManyRequests {
			return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "egress.unreachable"}
		}
		return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "exchange.refused_there", Args: map[string]string{"code": told.Code}}
	}
	return body, nil
}

// suspect raises an alarm for what does not happen by itself: another key at the
// peer's address, a peer that will not take what it is sent.
func (c *Carrier) suspect(ctx context.Context, route registry.Route, err error) error {
	switch code := fengcun.CodeOf(err); code {
	case "exchange.unknown_certificate", "exchange.certificate_expired", "exchange.refused_there":
		return errors.Join(c.registry.RaiseAlarm(ctx, route, code), err)
	}
	return err
}

// refusal is what is told about a parcel that was not taken.
type refusal struct {
	Code string `json:"code"`
}
