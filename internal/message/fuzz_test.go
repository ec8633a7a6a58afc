package message

import (
	"encoding/binary"
	"encoding/json"
	"testing"

	"fengcun"
	"fengcun/internal/suite"
)

// FuzzOpen: bytes that claim to be an envelope, a parcel or a card are refused as
// invalid or are one; nothing else happens.
func FuzzOpen(f *testing.F) {
	s := suite.Intl()
	k := newRing(f, s, court, police)
	at := Address{From: court, To: police, ID: fengcun.ID{1}}
	envelope, err := Seal(s, card(f, k, police), at, []byte(`{"kind":"notice"}`))
	if err != nil {
		f.Fatal(err)
	}
	parcel, err := k.Pack(Parcel{From: court, Key: card(f, k, court).ID(), To: police, Number: 1, Items: []Item{{1, at.ID, envelope}}}, card(f, k, police))
	if err != nil {
		f.Fatal(err)
	}
	signed, err := k.Signed(court)
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range [][]byte{envelope, parcel, signed, {}, []byte(header(envelopeFormat, s)), []byte(header(parcelFormat, s)), envelope[:90], parcel[:90]} {
		f.Add(seed)
	}
	invalid := func(t *testing.T, what string, err error) {
		t.Helper()
		if err != nil && fengcun.KindOf(err) != fengcun.KindInvalid {
			t.Fatalf("%s: %v", what, err)
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		_, err := k.Open(at, raw)
		invalid(t, "envelope", err)
		_, err = k.Unpack(raw, knows(card(t, k, court)))
		invalid(t, "parcel", err)
		c, err := ReadCard(s, raw)
		invalid(t, "card", err)
		if err == nil && c.ID().IsZero() {
			t.Fatal("a card without a key")
		}
	})
}

// FuzzParcelContent: a peer that we know signs and encrypts whatever it likes. What is
// taken has no gap.
func FuzzParcelContent(f *testing.F) {
	s := suite.Intl()
	k := newRing(f, s, court, police)
	from, to := card(f, k, court), card(f, k, police)
	pair, _ := k.newest(court, from.ID())
	for _, p := range []Parcel{
		{From: court, Key: from.ID(), To: police},
		{From: court, Key: from.ID(), To: police, Number: 1, Items: []Item{{7, fengcun.ID{1}, []byte("x")}, {8, fengcun.ID{2}, nil}}, Oldest: 7},
		{From: court, Key: from.ID(), To: police, Receipt: Receipt{3, make([]byte, 32)}},
	} {
		content, err := json.Marshal(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		signature, err := s.Sign(pair.SignPrivate, signedBytes(to.ID(), content))
		if err != nil {
			t.Fatal(err)
		}
		body := binary.BigEndian.AppendUint16(nil, uint16(len(signature)))
		raw, err := seal(s, parcelFormat, to, field([]byte(police)), append(append(body, signature...), content...))
		if err != nil {
			t.Fatal(err)
		}
		p, err := k.Unpack(raw, knows(from))
		if err != nil {
			if fengcun.KindOf(err) != fengcun.KindInvalid {
				t.Fatal(err)
			}
			return
		}
		if p.From != court || p.To != police || p.check() != nil {
			t.Fatalf("taken: %+v", p)
		}
	})
}
