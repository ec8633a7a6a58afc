package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/tls"
	"crypto/x509"
	"database/sql"
	"encoding/hex"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the same engine as the installations'

	"fengcun"
	"fengcun/internal/egress"
	"fengcun/internal/server"
)

// bareBody is about the length of a notice's envelope.
const bareBody = 3600

// barePosts is what the exchange is measured against: n bodies, each signed, inserted
// durably where it comes from, posted, its signature verified, inserted durably where
// it goes to, and answered with a signature. It returns how long that took.
func barePosts(ctx context.Context, dir string, n, clients int) (seconds float64, err error) {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return 0, err
	}
	here, err := bareTable(filepath.Join(dir, "here.db"))
	if err != nil {
		return 0, err
	}
	defer here.Close()
	there, err := bareTable(filepath.Join(dir, "there.db"))
	if err != nil {
		return 0, err
	}
	defer there.Close()
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		return 0, err
	}
	l, client, err := bareServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		signature, bad := hex.DecodeString(r.Header.Get("Signature"))
		if err != nil || bad != nil || !ed25519.Verify(public, body, signature) {
			http.Error(w, "", http.StatusBadRequest)
			return
		}
		if _, err := there.ExecContext(r.Context(), `INSERT INTO message (id, body) VALUES (?, ?)`, signature, body); err != nil {
			http.Error(w, "", http.StatusInternalServerError)
			return
		}
		w.Write(ed25519.Sign(private, signature))
	}))
	if err != nil {
		return 0, err
	}
	defer l.Close()
	defer client.Close()
	begun := time.Now()
	err = atOnce(ctx, n, clients, func(i int) error {
		body := bytes.Repeat([]byte{byte(i), byte(i >> 8)}, bareBody/2)
		signature := ed25519.Sign(private, body)
		if _, err := here.ExecContext(ctx, `INSERT INTO message (id, body) VALUES (?, ?)`, signature, body); err != nil {
			return err
		}
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://"+l.Addr().String()+"/", bytes.NewReader(body))
		if err != nil {
			return err
		}
		request.Header.Set("Signature", hex.EncodeToString(signature))
		response, err := client.Do(request)
		if err != nil {
			return err
		}
		defer response.Body.Close()
		receipt, err := io.ReadAll(response.Body)
		if err != nil || !ed25519.Verify(public, signature, receipt) {
			return &fengcun.Error{Kind: fengcun.KindInternal, Code: "demo.broken", Field: "bare"}
		}
		return nil
	})
	return time.Since(begun).Seconds(), err
}

// bareServer serves on loopback, and its client trusts it alone.
func bareServer(h http.Handler) (net.Listener, *egress.Client, error) {
	certificate, err := server.SelfSigned(time.Now())
	if err != nil {
		return nil, nil, err
	}
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{certificate}})
	if err != nil {
		return nil, nil, err
	}
	go http.Serve(l, h)
	roots := x509.NewCertPool()
	roots.AddCert(certificate.Leaf)
	destination, err := egress.Organ(l.Addr().String())
	if err != nil {
		return nil, nil, err
	}
	return l, egress.Allow(destination).Client(&tls.Config{RootCAs: roots, ServerName: "127.0.0.1"}, time.Minute), nil
}

// bareTable is a table as durable as an installation's.
func bareTable(path string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	_, err = db.Exec(`CREATE TABLE message (id BLOB PRIMARY KEY, body BLOB NOT NULL)`)
	return db, err
}
