package identity

import (
	"crypto/sha256"
	"encoding/json"
	"net/url"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"fengcun"
)

// Passkeys (WebAuthn level 3) are made and used with the user verified: the key
// itself asks for a PIN or a finger, so that a passkey is two factors at once. They
// are discoverable: nobody types an account, and the question is the same for
// everybody. What model the key is of is not asked.

// Challenge is what a browser is asked, with the ticket to be sent back.
type Challenge struct {
	Options json.RawMessage // of navigator.credentials, in its JSON form
	Ticket  string
}

// passkeysAt makes passkeys for the address that browsers see.
func passkeysAt(origin string) (*webauthn.WebAuthn, error) {
	u, err := url.Parse(origin)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.Path != "" || u.RawQuery != "" || u.User != nil {
		return nil, fengcun.Invalid("config.origin", "server.origin")
	}
	w, err := webauthn.New(&webauthn.Config{
		RPID: u.Hostname(), RPDisplayName: "fengcun", RPOrigins: []string{origin},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired,
		},
	})
	if err != nil {
		return nil, fengcun.Invalid("config.origin", "server.origin")
	}
	return w, nil
}

// HasPasskeys reports whether the installation knows the address that browsers see,
// to which passkeys are bound.
func (i *Identity) HasPasskeys() bool { return i.passkeys != nil }

func errNoPasskeys() error {
	return &fengcun.Error{Kind: fengcun.KindConflict, Code: "sign_in.no_passkeys"}
}

// holder is an account as the library sees it. Its handle names the account to the
// authenticator, which keeps it.
type holder struct {
	staff fengcun.StaffID
	keys  []webauthn.Credential
}

func (h holder) WebAuthnID() []byte {
	sum := sha256.Sum256([]byte("fengcun/passkey/1\x00" + h.staff))
	return sum[:]
}
func (h holder) WebAuthnName() string                       { return string(h.staff) }
func (h holder) WebAuthnDisplayName() string                { return string(h.staff) }
func (h holder) WebAuthnCredentials() []webauthn.Credential { return h.keys }

// asked is what a ticket of passkeys holds.
type asked struct {
	Staff   fengcun.StaffID      `json:"staff,omitempty"`
	Session webauthn.SessionData `json:"session"`
}

const (
	toMakePasskey = "make passkey"
	toUsePasskey  = "use passkey"
)

// AskForPasskey asks an account's browser to make a passkey. An authenticator that
// has one of the account's already makes no other: existing are what Passkey kept.
func (i *Identity) AskForPasskey(staff fengcun.StaffID, existing [][]byte, now time.Time) (Challenge, error) {
	if i.passkeys == nil {
		return Challenge{}, errNoPasskeys()
	}
	h := holder{staff: staff}
	var known []protocol.CredentialDescriptor
	for _, kept := range existing {
		c, err := keptPasskey(kept)
		if err != nil {
			return Challenge{}, err
		}
		known = append(known, c.Descriptor())
	}
	creation, session, err := i.passkeys.BeginRegistration(h, webauthn.WithExclusions(known))
	if err != nil {
		return Challenge{}, err
	}
	return i.challenge(toMakePasskey, creation.Response, asked{staff, *session}, now)
}

func (i *Identity) challenge(purpose string, options any, content asked, now time.Time) (Challenge, error) {
	text, err := json.Marshal(options)
	if err != nil {
		return Challenge{}, err
	}
	ticket, err := i.handOut(purpose, now, content)
	return Challenge{text, ticket}, err
}

// Passkey is a passkey as it is kept: public data only.
type Passkey struct {
	Handle []byte // the key's own identifier
	Public []byte
	Count  int64 // of uses, as the key counts; 0 for keys that do not
}

// MakePasskey takes the browser's answer to AskForPasskey. Errors: sign_in.expired;
// credential.passkey if it is not the answer of a key with its user verified.
func (i *Identity) MakePasskey(staff fengcun.StaffID, ticket, answer string, now time.Time) (Passkey, Spent, error) {
	if i.passkeys == nil {
		return Passkey{}, Spent{}, errNoPasskeys()
	}
	var a asked
	spent, err := i.takeBack(toMakePasskey, ticket, now, &a)
	if err != nil {
		return Passkey{}, spent, err
	}
	refused := fengcun.Invalid("credential.passkey", "passkey")
	parsed, err := protocol.ParseCredentialCreationResponseBytes([]byte(answer))
	if err != nil || a.Staff != staff {
		return Passkey{}, spent, refused
	}
	c, err := i.passkeys.CreateCredential(holder{staff: staff}, a.Session, parsed)
	if err != nil {
		return Passkey{}, spent, refused
	}
	c.Attestation = webauthn.CredentialAttestation{} // was not asked for
	public, err := json.Marshal(c)
	return Passkey{c.ID, public, int64(c.Authenticator.SignCount)}, spent, err
}

// AskForAnyPasskey asks whoever is there for a passkey. It is the same question for
// everybody.
func (i *Identity) AskForAnyPasskey(now time.Time) (Challenge, error) {
	if i.passkeys == nil {
		return Challenge{}, errNoPasskeys()
	}
	assertion, session, err := i.passkeys.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return Challenge{}, err
	}
	return i.challenge(toUsePasskey, assertion.Response, asked{Session: *session}, now)
}

// PasskeyHandle reads from an answer which passkey it speaks of, without believing
// it. Whatever is no answer has none.
func (i *Identity) PasskeyHandle(answer string) []byte {
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
	if err != nil {
		return nil
	}
	return parsed.RawID
}

// UsePasskey checks the browser's answer to AskForAnyPasskey against a kept passkey
// of an account and returns the key's count. A key whose count does not grow was
// copied and is refused. Error: sign_in.expired.
func (i *Identity) UsePasskey(staff fengcun.StaffID, kept Passkey, ticket, answer string, now time.Time) (count int64, right bool, spent Spent, err error) {
	if i.passkeys == nil {
		return 0, false, Spent{}, errNoPasskeys()
	}
	var a asked
	if spent, err = i.takeBack(toUsePasskey, ticket, now, &a); err != nil {
		return 0, false, spent, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
	if err != nil || len(kept.Public) == 0 {
		return 0, false, spent, nil
	}
	c, err := keptPasskey(kept.Public)
	if err != nil {
		return 0, false, spent, err
	}
	c.Authenticator.SignCount = uint32(kept.Count)
	_, used, err := i.passkeys.ValidatePasskeyLogin(func(_, _ []byte) (webauthn.User, error) {
		return holder{staff, []webauthn.Credential{c}}, nil
	}, a.Session, parsed)
	if err != nil || used.Authenticator.CloneWarning {
		return 0, false, spent, nil
	}
	return int64(used.Authenticator.SignCount), true, spent, nil
}

func keptPasskey(public []byte) (webauthn.Credential, error) {
	var c webauthn.Credential
	if json.Unmarshal(public, &c) != nil {
		return c, &fengcun.Error{Kind: fengcun.KindInternal, Code: "credential.kept"}
	}
	return c, nil
}
