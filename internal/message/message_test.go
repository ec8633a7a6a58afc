package message

import (
	"bytes"
	"path/filepath"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/keybox"
	"fengcun/internal/suite"
)

const (
	court  fengcun.OrganID = "court-a"
	police fengcun.OrganID = "police-b"
)

var (
	day  = fengcun.NewDate(2026, 11, 23)
	noon = time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)
)

// newRing makes a keyring with a key for each organ.
func newRing(t testing.TB, s suite.Suite, organs ...fengcun.OrganID) *Keyring {
	t.Helper()
	dir := t.TempDir()
	unlock := keybox.KeyFile(filepath.Join(dir, "unlock"))
	if err := keybox.NewKeyFile(filepath.Join(dir, "unlock")); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "exchange.key")
	if err := CreateKeyring(path, s, unlock); err != nil {
		t.Fatal(err)
	}
	k, err := OpenKeyring(path, s, unlock)
	if err != nil {
		t.Fatal(err)
	}
	for _, organ := range organs {
		if _, err := k.NewKey(organ, day, ""); err != nil {
			t.Fatal(err)
		}
	}
	again, err := OpenKeyring(path, s, unlock)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

func card(t testing.TB, k *Keyring, organ fengcun.OrganID) Card {
	t.Helper()
	c, ok := k.Card(organ)
	if !ok {
		t.Fatalf("%s has no key", organ)
	}
	return c
}

// knows is a Signer that knows the keys of one organ.
func knows(cards ...Card) Signer {
	return func(organ fengcun.OrganID, key KeyID, _ time.Time) ([]byte, error) {
		for _, c := range cards {
			if c.Organ == organ && c.ID() == key {
				return c.Sign, nil
			}
		}
		return nil, fengcun.Invalid("exchange.unknown_key", "from")
	}
}

func suites(t *testing.T, test func(t *testing.T, s suite.Suite)) {
	for _, s := range []suite.Suite{suite.Intl(), suite.GM()} {
		t.Run(s.Name(), func(t *testing.T) { test(t, s) })
	}
}

// TestEnvelope: only the organ that it is for opens it, at its own address, and not
// with a single bit changed.
func TestEnvelope(t *testing.T) {
	suites(t, func(t *testing.T, s suite.Suite) {
		a, b := newRing(t, s, court), newRing(t, s, police)
		at := Address{From: court, To: police, ID: fengcun.NewID()}
		body := []byte(`{"kind":"notice"}`)
		envelope, err := Seal(s, card(t, b, police), at, body)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := b.Open(at, envelope); err != nil || !bytes.Equal(got, body) {
			t.Fatalf("%q, %v", got, err)
		}
		if _, err := a.Open(at, envelope); err == nil {
			t.Error("the sender opens its own message")
		}
		if _, err := Seal(s, card(t, b, police), Address{From: court, To: "other", ID: at.ID}, body); err == nil {
			t.Error("encrypted to one organ and addressed to another")
		}
		for _, other := range []Address{{From: "court-x", To: police, ID: at.ID}, {From: court, To: police, ID: fengcun.NewID()}} {
			if _, err := b.Open(other, envelope); fengcun.CodeOf(err) != "exchange.damaged" {
				t.Errorf("opened at another address: %v", err)
			}
		}
		for i := range envelope {
			changed := bytes.Clone(envelope)
			changed[i] ^= 1
			if got, err := b.Open(at, changed); err == nil {
				t.Fatalf("opened with byte %d changed: %q", i, got)
			}
		}
		for _, n := range []int{0, 5, len(header(envelopeFormat, s)), len(header(envelopeFormat, s)) + 17, 200, len(envelope) - 1} {
			if _, err := b.Open(at, envelope[:n]); fengcun.KindOf(err) != fengcun.KindInvalid {
				t.Errorf("cut to %d bytes: %v", n, err)
			}
		}
	})
}

// TestEnvelopeLength: the length tells the bucket and no more.
func TestEnvelopeLength(t *testing.T) {
	b := newRing(t, suite.Intl(), police)
	length := func(n int) int {
		envelope, err := Seal(suite.Intl(), card(t, b, police), Address{From: court, To: police, ID: fengcun.NewID()}, make([]byte, n))
		if err != nil {
			t.Fatal(err)
		}
		return len(envelope)
	}
	if length(1) != length(1900) || length(5000) != length(5100) {
		t.Error("the length of a short message shows")
	}
	for _, n := range []int{0, 1, 2044, 2045, 1 << 16, 1 << 20} {
		if got, need := length(n), n+4; got < need || n > 4096 && got > need+need/8+2048 {
			t.Errorf("%d bytes in %d", n, got)
		}
	}
}

func parcel(t testing.TB, s suite.Suite, from *Keyring, to Card) (Parcel, []byte) {
	t.Helper()
	p := Parcel{From: court, Key: card(t, from, court).ID(), To: police, Number: 1, Created: noon.Unix(), Receipt: Receipt{Through: 3, Digest: make([]byte, 32)}}
	for seq := int64(4); seq < 6; seq++ {
		id := fengcun.NewID()
		envelope, err := Seal(s, to, Address{From: court, To: police, ID: id}, []byte("x"))
		if err != nil {
			t.Fatal(err)
		}
		p.Items = append(p.Items, Item{seq, id, envelope})
	}
	raw, err := from.Pack(p, to)
	if err != nil {
		t.Fatal(err)
	}
	return p, raw
}

// TestParcel: a parcel opens at the organ that it is for and nowhere else, under the
// key of its sender and no other, and not with a bit changed.
func TestParcel(t *testing.T) {
	suites(t, func(t *testing.T, s suite.Suite) {
		a, b := newRing(t, s, court), newRing(t, s, police, "station-b")
		want, raw := parcel(t, s, a, card(t, b, police))
		signer := knows(card(t, a, court))
		got, err := b.Unpack(raw, signer)
		if err != nil || got.From != court || len(got.Items) != 2 || got.Items[1].ID != want.Items[1].ID || !bytes.Equal(got.Items[0].Envelope, want.Items[0].Envelope) {
			t.Fatalf("%+v, %v", got, err)
		}
		if _, err := a.Unpack(raw, signer); fengcun.CodeOf(err) != "exchange.not_ours" {
			t.Errorf("opened by its sender: %v", err)
		}
		forger := newRing(t, s, court)
		if claimed, err := b.Unpack(raw, knows(card(t, forger, court))); fengcun.CodeOf(err) != "exchange.unknown_key" || claimed.From != court || len(claimed.Items) != 0 {
			t.Errorf("under an unknown key: %v", err)
		}
		// Signed with another key under the name of the true one.
		mine, _ := forger.newest(court, KeyID{})
		mine.Card = card(t, a, court)
		forger.file.Keys = []keyPair{mine}
		forged, err := forger.Pack(want, card(t, b, police))
		if err != nil {
			t.Fatal(err)
		}
		if claimed, err := b.Unpack(forged, signer); fengcun.CodeOf(err) != "exchange.signature" || claimed.From != court || len(claimed.Items) != 0 {
			t.Errorf("forged: %v", err)
		}
		other := want
		other.To = "station-b"
		if _, err := a.Pack(other, card(t, b, police)); fengcun.CodeOf(err) != "exchange.not_ours" {
			t.Errorf("addressed to one organ, encrypted to another: %v", err)
		}
		for i := 0; i < len(raw); i += 1 + i/64 {
			changed := bytes.Clone(raw)
			changed[i] ^= 0x40
			if _, err := b.Unpack(changed, signer); err == nil {
				t.Fatalf("opened with byte %d changed", i)
			}
		}
		for _, n := range []int{0, 3, len(header(parcelFormat, s)) + 18, len(raw) / 2, len(raw) - 1} {
			if _, err := b.Unpack(raw[:n], signer); fengcun.KindOf(err) != fengcun.KindInvalid {
				t.Errorf("cut to %d bytes: %v", n, err)
			}
		}
		if _, err := b.Unpack(make([]byte, MaxParcel+1), signer); fengcun.CodeOf(err) != "exchange.size" {
			t.Errorf("too large: %v", err)
		}
	})
}

func TestGapInsideAParcel(t *testing.T) {
	a, b := newRing(t, suite.Intl(), court), newRing(t, suite.Intl(), police)
	p, _ := parcel(t, suite.Intl(), a, card(t, b, police))
	p.Items[1].Seq++
	raw, err := a.Pack(p, card(t, b, police))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Unpack(raw, knows(card(t, a, court))); fengcun.CodeOf(err) != "exchange.damaged" {
		t.Errorf("%v", err)
	}
}

// TestRotation: what was encrypted to the key before still opens, what was encrypted
// to the one before that does not.
func TestRotation(t *testing.T) {
	k := newRing(t, suite.Intl(), police, "other")
	at := Address{From: court, To: police, ID: fengcun.NewID()}
	var envelopes [][]byte
	for i := range 3 {
		if i > 0 {
			before := card(t, k, police).ID()
			if _, err := k.NewKey(police, day, ""); err != nil {
				t.Fatal(err)
			}
			if k.Previous(police) != before {
				t.Error("the previous key is another")
			}
		}
		envelope, err := Seal(suite.Intl(), card(t, k, police), at, []byte("x"))
		if err != nil {
			t.Fatal(err)
		}
		envelopes = append(envelopes, envelope)
	}
	for i, want := range []string{"exchange.not_ours", "", ""} {
		if _, err := k.Open(at, envelopes[i]); fengcun.CodeOf(err) != want {
			t.Errorf("key %d: %v, want %q", i, err, want)
		}
	}
	if _, ok := k.Card("other"); !ok {
		t.Error("another organ's key went too")
	}
}

func TestCard(t *testing.T) {
	suites(t, func(t *testing.T, s suite.Suite) {
		k := newRing(t, s, court)
		raw, err := k.Signed(court)
		if err != nil {
			t.Fatal(err)
		}
		c, err := ReadCard(s, raw)
		if err != nil || c.ID() != card(t, k, court).ID() {
			t.Fatalf("%+v, %v", c, err)
		}
		other := suite.GM()
		if s.Name() == "gm" {
			other = suite.Intl()
		}
		if _, err := ReadCard(other, raw); fengcun.CodeOf(err) != "exchange.suite" {
			t.Errorf("of another suite: %v", err)
		}
		// Another organ's name in the card, signed by nobody.
		changed := bytes.Replace(raw, []byte(`"signature":"`), []byte(`"signature":"AAAA`), 1)
		if _, err := ReadCard(s, changed); fengcun.CodeOf(err) != "exchange.card" {
			t.Errorf("changed: %v", err)
		}
		if _, err := k.Signed("nobody"); fengcun.CodeOf(err) != "exchange.no_key" {
			t.Errorf("%v", err)
		}
	})
}
