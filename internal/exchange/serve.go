package exchange

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"fengcun"
	"fengcun/internal/registry"
	"fengcun/internal/server"
)

// Listen opens the listener on which other installations call. It answers one path
// and whoever comes with a certificate of the peer list.
func (c *Carrier) Listen(address string) (*server.Server, error) {
	return server.Listen(server.Options{
		Listen: address, Certificate: c.certificate, ClientCertificates: true,
		Surfaces: []server.Surface{{Name: "exchange", Prefix: Path, Handler: http.HandlerFunc(c.take), MaxBody: registry.MaxParcel, Refuse: refuse}},
		Ready:    func(context.Context) error { return nil },
		Clock:    c.clock, Log: c.log,
		Limits: server.Limits{Time: callTimeout, Requests: 16, Connections: 256},
	})
}

// take takes a parcel and answers with what waits for its sender. A parcel that
// cannot be taken now because the sender and this side count differently is answered
// in the same way: the receipt in the answer puts the sender right.
func (c *Carrier) take(w http.ResponseWriter, r *http.Request) {
	answer, err := c.answer(r)
	if err != nil {
		refuse(w, r, err)
		return
	}
	w.Header().Set("Content-Type", contentType)
	w.Write(answer)
}

func (c *Carrier) answer(r *http.Request) ([]byte, error) {
	if r.Method != http.MethodPost || r.TLS == nil || len(r.TLS.PeerCertificates) == 0 {
		return nil, &fengcun.Error{Kind: fengcun.KindForbidden, Code: "exchange.unknown_certificate"}
	}
	if err := c.registry.PeerCertificate(r.Context(), r.TLS.PeerCertificates[0], nil); err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return nil, fengcun.Invalid("exchange.size", "")
		}
		return nil, fengcun.Invalid("exchange.truncated", "")
	}
	taken, err := c.registry.TakeParcel(r.Context(), raw)
	if code := fengcun.CodeOf(err); err != nil && code != "exchange.gap" && code != "exchange.fork" {
		return nil, err
	}
	packed, err := c.registry.PackParcel(r.Context(), taken.To, taken.From, 0, 0)
	return packed.Bytes, err
}

// refuse tells the code and nothing else. A failure is the same whatever failed.
func refuse(w http.ResponseWriter, _ *http.Request, err error) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(server.Status(err))
	told := refusal{Code: fengcun.CodeOf(err)}
	if kind := fengcun.KindOf(err); kind == fengcun.KindInternal || kind == fengcun.KindUnavailable {
		told.Code = "exchange.unavailable"
	}
	text, _ := json.Marshal(told) // a text always is JSON
	w.Write(append(text, '\n'))
}

// Serve serves the listener and carries until ctx ends.
func (c *Carrier) Serve(ctx context.Context, s *server.Server) error {
	ctx, stop := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- c.Run(ctx) }()
	err := s.Serve(ctx)
	stop()
	return errors.Join(err, <-done)
}
