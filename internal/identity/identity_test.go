package identity_test

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/identity"
)

var ctx = context.Background()

func newIdentity(t *testing.T, c identity.Cost) *identity.Identity {
	t.Helper()
	block, err := aes.NewCipher(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	i, err := identity.New(identity.Config{Cost: c, Cipher: aead})
	if err != nil {
		t.Fatal(err)
	}
	return i
}

var cheap = identity.Cost{MemoryKiB: 64, Passes: 1, Lanes: 1}

func TestPassword(t *testing.T) {
	i := newIdentity(t, identity.Cost{})
	h, err := i.Hash(ctx, "Ａbc 春江潮水")
	if err != nil || !strings.HasPrefix(string(h), "$argon2id$v=19$m=65536,t=3,p=4$") {
		t.Fatalf("%s, %v", h, err)
	}
	for _, c := range []struct {
		password identity.Password
		hash     identity.Hash
		want     bool
	}{
		{"Ａbc 春江潮水", h, true},
		{"Abc 春江潮水", h, true}, // full-width letters are the same letters
		{"abc 春江潮水", h, false},
		{"", h, false},
		{"Abc 春江潮水", "", false},
		{"Abc 春江潮水", h[:len(h)-1], false},
		{"Abc 春江潮水", "$argon2id$v=19$m=65536,t=0,p=4$AA$AA", false},
		{identity.Password(strings.Repeat("x", 600)), h, false},
	} {
		if got, err := i.Check(ctx, c.password, c.hash); got != c.want || err != nil {
			t.Errorf("%q: %v, %v", c.hash, got, err)
		}
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	for range 50 { // whichever way select goes, never a wrong answer
		if ok, _ := newIdentity(t, cheap).Check(cancelled, "x", ""); ok {
			t.Error("a cancelled check was true")
		}
	}
}

// The code of RFC 6238, appendix B, cut to six digits.
func TestCode(t *testing.T) {
	s := identity.CodeSecret("12345678901234567890")
	for at, want := range map[int64]string{59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"} {
		if got := s.At(time.Unix(at, 0)); got != want {
			t.Errorf("%d: %s, want %s", at, got, want)
		}
	}
	now := time.Unix(1111111109, 0)
	step, ok := s.Check("081804", now, 0)
	if !ok {
		t.Fatal("the right code was refused")
	}
	for _, c := range []struct {
		code identity.Password
		at   time.Time
		used int64
		want bool
	}{
		{"081804", now, step, false}, // used before
		{"081804", now.Add(30 * time.Second), 0, true},
		{"081804", now.Add(61 * time.Second), 0, false},
		{"081804", now.Add(-60 * time.Second), 0, false},
		{"081805", now, 0, false},
		{"", now, 0, false},
	} {
		if _, got := s.Check(c.code, c.at, c.used); got != c.want {
			t.Errorf("%s at %v after %d: %v", c.code.Reveal(), c.at, c.used, got)
		}
	}
}

// The secret of one-time codes opens for its own account only.
func TestCodeSecretIsBound(t *testing.T) {
	i := newIdentity(t, cheap)
	s := identity.NewCodeSecret()
	sealed := i.SealCode(s, "li")
	if got, err := i.OpenCode(sealed, "li"); err != nil || string(got) != string(s) {
		t.Errorf("%v", err)
	}
	sealed[20] ^= 1
	for _, c := range []struct {
		sealed []byte
		staff  fengcun.StaffID
	}{{i.SealCode(s, "li"), "wang"}, {sealed, "li"}, {nil, "li"}} {
		if _, err := i.OpenCode(c.sealed, c.staff); err == nil {
			t.Errorf("opened for %s", c.staff)
		}
	}
}

func TestTokenIsNotPrinted(t *testing.T) {
	token := identity.NewToken()
	text, err := json.Marshal(map[string]any{"token": token})
	if err != nil {
		t.Fatal(err)
	}
	for _, printed := range []string{fmt.Sprintf("%v %+v %#v %s %d %x", token, token, token, token, token, token), string(text)} {
		if strings.Contains(printed, token.Reveal()) {
			t.Errorf("printed: %s", printed)
		}
	}
	if identity.ParseToken(token.Reveal()).Hash() != token.Hash() || len(token.Reveal()) != 43 {
		t.Error("a token does not come back")
	}
}
