package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"fengcun"
	"fengcun/internal/api"
	"fengcun/internal/config"
	"fengcun/internal/console"
	"fengcun/internal/exchange"
	"fengcun/internal/node"
	"fengcun/internal/server"
)

// serveCmd serves an installation until it is told to stop.
type serveCmd struct {
	nodeFlags
	Listen             string `placeholder:"HOST:PORT" help:"${help_serve_listen}"`
	Certificate        string `placeholder:"FILE" help:"${help_serve_certificate}"`
	CertificateKey     string `placeholder:"FILE" help:"${help_serve_certificate_key}"`
	ClientCertificates string `placeholder:"ask|none" help:"${help_serve_client_certificates}"`
	Metrics            string `placeholder:"HOST:PORT" help:"${help_serve_metrics}"`
}

// defaultListen is where the server listens if nothing else is said: on this
// machine only.
const defaultListen = "127.0.0.1:8443"

// Run serves. There is no way to serve without TLS.
func (c *serveCmd) Run(p *program) error {
	settings, err := c.settings(p)
	if err != nil {
		return err
	}
	certificate, err := server.LoadCertificate(settings.CertificateFile, settings.KeyFile)
	if err != nil {
		return err
	}
	return c.withNode(p, func(n *node.Node) error {
		s, err := p.listen(n, settings, certificate, false)
		if err != nil {
			return err
		}
		at := addressesOf(s)
		exchanging, err := c.exchange(p, n, &at)
		if err != nil {
			return err
		}
		whole, err := c.configuration(p)
		if err != nil {
			return err
		}
		feeding, err := p.feeding(n, whole.Intake)
		if err != nil {
			return err
		}
		if err := p.show(at); err != nil {
			return err
		}
		running, ctx := errgroup.WithContext(p.ctx)
		running.Go(func() error { return s.Serve(ctx) })
		running.Go(func() error { return exchanging(ctx) })
		running.Go(func() error { return feeding(ctx) })
		running.Go(func() error { return p.probing(ctx, n) })
		running.Go(func() error {
			_ = n.Registry.CatchUp(ctx) // the first page that needs it tries again, and says what fails
			return nil
		})
		return running.Wait()
	})
}

// probeBeat is how often it is looked whether the random instant of a probe has come.
const probeBeat = time.Minute

// probing carries out standing orders of probes until ctx ends. One that fails is
// tried again with the next beat.
func (p *program) probing(ctx context.Context, n *node.Node) error {
	log := server.NewLog(p.stderr)
	beat := time.NewTicker(probeBeat)
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-beat.C:
			if _, err := n.Registry.ProbeDue(ctx); err != nil && ctx.Err() == nil {
				log.Error("probe", slog.String("code", fengcun.CodeOf(err)))
			}
		}
	}
}

// exchange prepares the exchange with other installations. Who calls is answered only
// where the configuration says so; who can be called is called.
func (c *serveCmd) exchange(p *program, n *node.Node, at *addresses) (run func(context.Context) error, err error) {
	settings, err := c.configuration(p)
	if err != nil {
		return nil, err
	}
	o := exchange.Options{Registry: n.Registry, Clock: p.clock, Log: server.NewLog(p.stderr)}
	if settings.Exchange.Every != "" {
		if o.Every, err = time.ParseDuration(settings.Exchange.Every); err != nil || o.Every < time.Second {
			return nil, fengcun.Invalid("exchange.every", "exchange.every")
		}
	}
	carrier, err := exchange.New(o)
	if err != nil || settings.Exchange.Listen == "" {
		return carrier.Run, err
	}
	s, err := carrier.Listen(settings.Exchange.Listen)
	if err != nil {
		return nil, err
	}
	at.Exchange = s.Addr().String()
	return func(ctx context.Context) error { return carrier.Serve(ctx, s) }, nil
}

// settings are those of the configuration with the flags laid over them.
func (c *serveCmd) settings(p *program) (config.Server, error) {
	whole, err := c.configuration(p)
	if err != nil {
		return config.Server{}, err
	}
	s := whole.Server
	s.Listen = cmp.Or(c.Listen, s.Listen, defaultListen)
	s.CertificateFile = cmp.Or(c.Certificate, s.CertificateFile)
	s.KeyFile = cmp.Or(c.CertificateKey, s.KeyFile)
	s.ClientCertificates = cmp.Or(c.ClientCertificates, s.ClientCertificates, "none")
	s.Metrics = cmp.Or(c.Metrics, s.Metrics)
	switch {
	case s.CertificateFile == "" || s.KeyFile == "":
		return s, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "server.certificate", Field: "server.certificate_file"}
	case s.ClientCertificates != "ask" && s.ClientCertificates != "none":
		return s, fengcun.Invalid("server.client_certificates", "server.client_certificates")
	}
	return s, nil
}

// listen puts the surfaces of an installation on a server. Synthetic says on every
// page that the data are made up.
func (p *program) listen(n *node.Node, settings config.Server, certificate tls.Certificate, synthetic bool) (*server.Server, error) {
	log := server.NewLog(p.stderr)
	a, err := api.New(api.Config{Registry: n.Registry, MAC: n.RequestMAC, Clock: p.clock})
	if err != nil {
		return nil, err
	}
	pages, err := console.New(console.Parts{
		Registry: n.Registry, Clock: p.clock, Log: log, RequestMAC: n.RequestMAC, Synthetic: synthetic,
	})
	if err != nil {
		return nil, err
	}
	return server.Listen(server.Options{
		Listen: settings.Listen, Metrics: settings.Metrics, Certificate: certificate,
		ClientCertificates: settings.ClientCertificates == "ask",
		Surfaces:           []server.Surface{a.Surface(), pages.Surface()},
		Ready:              func(ctx context.Context) error { _, err := n.Store.Head(ctx); return err },
		Clock:              p.clock, Log: log,
	})
}

// addresses say where a server is reached.
type addresses struct {
	URL     string `json:"url"`
	API     string `json:"api"`
	Metrics string `json:"metrics,omitempty"`

	Exchange string `json:"exchange,omitempty"`
}

func addressesOf(s *server.Server) addresses {
	url := "https://" + s.Addr().String()
	a := addresses{URL: url, API: url + api.Prefix}
	if at := s.MetricsAddr(); at != nil {
		a.Metrics = "http://" + at.String() + "/metrics"
	}
	return a
}

func (a addresses) text(v voice) []string {
	lines := []string{v.field("word.address", a.URL), v.field("word.api", a.API)}
	if a.Metrics != "" {
		lines = append(lines, v.field("word.metrics", a.Metrics))
	}
	if a.Exchange != "" {
		lines = append(lines, v.field("word.exchange", a.Exchange))
	}
	return lines
}
