package identity

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"fengcun"
)

// Provider is where staff may sign in instead: the organ's own OpenID Connect
// provider. Only who it is comes from there; what somebody may do here never does.
type Provider struct {
	Issuer, ClientID, ClientSecret string
	Client                         *http.Client // reaches the provider and nothing else
}

// BackPath is where the provider sends a browser back to, below the origin.
const BackPath = "/sign-in/elsewhere/back"

// elsewhere is a provider, asked for its addresses when it is first needed: it may
// be down when the program starts.
type elsewhere struct {
	Provider
	back string

	mu    sync.Mutex // guards known
	known *oidc.Provider
}

// HasElsewhere reports whether staff can sign in elsewhere.
func (i *Identity) HasElsewhere() bool { return i.elsewhere != nil }

func errElsewhere(err error) error {
	return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "sign_in.elsewhere", Err: err}
}

func (e *elsewhere) provider(ctx context.Context) (*oidc.Provider, oauth2.Config, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.known == nil {
		// The provider keeps the context for its keys, so it must outlive the request.
		known, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), e.Client), e.Issuer)
		if err != nil {
			return nil, oauth2.Config{}, errElsewhere(err)
		}
		e.known = known
	}
	return e.known, oauth2.Config{
		ClientID: e.ClientID, ClientSecret: e.ClientSecret, Endpoint: e.known.Endpoint(),
		RedirectURL: e.back, Scopes: []string{oidc.ScopeOpenID},
	}, nil
}

// sent is what a browser that was sent elsewhere brings back.
type sent struct {
	Staff    fengcun.StaffID `json:"staff,omitempty"` // who wants to bind an account there; empty for signing in
	State    string          `json:"state"`
	Nonce    string          `json:"nonce"`
	Verifier string          `json:"verifier"`
}

const (
	toGoElsewhere = "go elsewhere"
	toBind        = "bind elsewhere"
)

// SendElsewhere returns the address to send a browser to and the ticket that the
// browser keeps meanwhile. staff is who wants to bind an account, empty for whoever
// wants to sign in. Error: sign_in.elsewhere (unavailable).
func (i *Identity) SendElsewhere(ctx context.Context, staff fengcun.StaffID, now time.Time) (address, ticket string, err error) {
	if i.elsewhere == nil {
		return "", "", errElsewhere(nil)
	}
	_, config, err := i.elsewhere.provider(ctx)
	if err != nil {
		return "", "", err
	}
	s := sent{staff, rand.Text(), rand.Text(), oauth2.GenerateVerifier()}
	if ticket, err = i.handOut(toGoElsewhere, now, s); err != nil {
		return "", "", err
	}
	return config.AuthCodeURL(s.State, oidc.Nonce(s.Nonce), oauth2.S256ChallengeOption(s.Verifier)), ticket, nil
}

// Foreign is an account at the provider, as it is named here.
type Foreign struct {
	Handle []byte          `json:"handle"` // digest of issuer and subject
	Staff  fengcun.StaffID `json:"staff"`  // who wants to bind it; empty for signing in
}

// BackFromElsewhere takes what the provider sent the browser back with. Errors:
// sign_in.expired; sign_in.refused where the provider vouches for nobody;
// sign_in.elsewhere (unavailable).
func (i *Identity) BackFromElsewhere(ctx context.Context, ticket, state, code string, now time.Time) (Foreign, Spent, error) {
	if i.elsewhere == nil {
		return Foreign{}, Spent{}, errElsewhere(nil)
	}
	var s sent
	spent, err := i.takeBack(toGoElsewhere, ticket, now, &s)
	if err != nil {
		return Foreign{}, spent, err
	}
	refused := &fengcun.Error{Kind: fengcun.KindForbidden, Code: "sign_in.refused"}
	if code == "" || subtle.ConstantTimeCompare([]byte(s.State), []byte(state)) != 1 {
		return Foreign{}, spent, refused
	}
	known, config, err := i.elsewhere.provider(ctx)
	if err != nil {
		return Foreign{}, spent, err
	}
	ctx = oidc.ClientContext(ctx, i.elsewhere.Client)
	tokens, err := config.Exchange(ctx, code, oauth2.VerifierOption(s.Verifier))
	if err != nil {
		return Foreign{}, spent, refused
	}
	text, _ := tokens.Extra("id_token").(string) // none is refused below
	token, err := known.Verifier(&oidc.Config{ClientID: config.ClientID, Now: func() time.Time { return now }}).Verify(ctx, text)
	if err != nil || token.Subject == "" || subtle.ConstantTimeCompare([]byte(token.Nonce), []byte(s.Nonce)) != 1 {
		return Foreign{}, spent, refused
	}
	sum := sha256.Sum256([]byte(token.Issuer + "\x00" + token.Subject))
	return Foreign{sum[:], s.Staff}, spent, nil
}

// KeepToBind hands out a ticket for an account elsewhere, until its owner has shown
// who they are here.
func (i *Identity) KeepToBind(f Foreign, now time.Time) (string, error) {
	return i.handOut(toBind, now, f)
}

// ToBind takes it back.
func (i *Identity) ToBind(staff fengcun.StaffID, ticket string, now time.Time) (Foreign, Spent, error) {
	var f Foreign
	spent, err := i.takeBack(toBind, ticket, now, &f)
	if err == nil && f.Staff != staff {
		err = &fengcun.Error{Kind: fengcun.KindConflict, Code: "sign_in.expired"}
	}
	return f, spent, err
}
