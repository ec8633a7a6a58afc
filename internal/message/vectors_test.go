package message

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/suite"
)

var update = flag.Bool("update", false, "make new vectors; those of a format that was ever shipped stay for ever")

const vectorFile = "testdata/exchange-v1.json"

// hexBytes are bytes that JSON shows as hexadecimal digits.
type hexBytes []byte

func (h hexBytes) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(h)), nil }

func (h *hexBytes) UnmarshalText(text []byte) (err error) {
	*h, err = hex.DecodeString(string(text))
	return err
}

// exchangeVector is one card, one envelope and one parcel as docs/exchange.md
// specifies them, with changed ones that must be refused.
type exchangeVector struct {
	Suite     string     `json:"suite"`
	Sender    vectorKeys `json:"sender"`
	Recipient vectorKeys `json:"recipient"`

	Message  fengcun.ID `json:"message"`
	Body     string     `json:"body"`
	Envelope hexBytes   `json:"envelope"`
	Digest   hexBytes   `json:"digest"`

	Content string          `json:"parcel_content"`
	Parcel  hexBytes        `json:"parcel"`
	Refused []vectorRefused `json:"refused"`
}

type vectorKeys struct {
	Organ       fengcun.OrganID `json:"organ"`
	Key         fengcun.ID      `json:"key"`
	Card        string          `json:"card"`
	SignPrivate hexBytes        `json:"sign_private"`
	KEMPrivate  hexBytes        `json:"kem_private"`
}

// vectorRefused is the parcel with one byte changed, cut short, or both.
type vectorRefused struct {
	Why  string `json:"why"`
	At   int    `json:"at"`     // offset of the byte
	XOR  byte   `json:"xor"`    // 0 changes nothing
	Cut  int    `json:"cut_to"` // 0 cuts nothing
	Code string `json:"code"`
}

func (v vectorKeys) ring(t *testing.T, s suite.Suite) *Keyring {
	t.Helper()
	c, err := ReadCard(s, []byte(v.Card))
	if err != nil {
		t.Fatal(err)
	}
	if c.ID() != v.Key || c.Organ != v.Organ {
		t.Fatalf("the card is of %s, key %s", c.Organ, c.ID())
	}
	return &Keyring{suite: s, file: keyFile{Keys: []keyPair{{Card: c, SignPrivate: v.SignPrivate, KEMPrivate: v.KEMPrivate}}}}
}

// TestExchangeVectors reads what docs/exchange.md specifies.
func TestExchangeVectors(t *testing.T) {
	if *update {
		writeVectors(t)
	}
	raw, err := os.ReadFile(vectorFile)
	if err != nil {
		t.Fatal(err)
	}
	var vectors []exchangeVector
	if err := json.Unmarshal(raw, &vectors); err != nil || len(vectors) != 2 {
		t.Fatalf("%d vectors, %v", len(vectors), err)
	}
	for _, v := range vectors {
		t.Run(v.Suite, func(t *testing.T) {
			s, err := suite.ByName(v.Suite)
			if err != nil {
				t.Fatal(err)
			}
			sender, recipient := v.Sender.ring(t, s), v.Recipient.ring(t, s)
			at := Address{From: v.Sender.Organ, To: v.Recipient.Organ, ID: v.Message}
			if body, err := recipient.Open(at, v.Envelope); err != nil || string(body) != v.Body {
				t.Errorf("envelope: %q, %v", body, err)
			}
			if d := Digest(s, v.Envelope); !bytes.Equal(d[:], v.Digest) {
				t.Error("another digest")
			}
			knowsSender := knows(card(t, sender, v.Sender.Organ))
			p, err := recipient.Unpack(v.Parcel, knowsSender)
			if err != nil {
				t.Fatal(err)
			}
			if content, err := json.Marshal(p); err != nil || string(content) != v.Content {
				t.Errorf("parcel: %s, %v", content, err)
			}
			for _, r := range v.Refused {
				changed := bytes.Clone(v.Parcel)
				changed[r.At] ^= r.XOR
				if r.Cut > 0 {
					changed = changed[:r.Cut]
				}
				if _, err := recipient.Unpack(changed, knowsSender); fengcun.CodeOf(err) != r.Code {
					t.Errorf("%s: %v, want %s", r.Why, err, r.Code)
				}
			}
		})
	}
}

func writeVectors(t *testing.T) {
	var vectors []exchangeVector
	for _, s := range []suite.Suite{suite.Intl(), suite.GM()} {
		a, b := newRing(t, s, court), newRing(t, s, police)
		keys := func(k *Keyring, organ fengcun.OrganID) vectorKeys {
			signed, err := k.Signed(organ)
			if err != nil {
				t.Fatal(err)
			}
			pair, _ := k.newest(organ, KeyID{})
			return vectorKeys{organ, pair.Card.ID(), string(signed), pair.SignPrivate, pair.KEMPrivate}
		}
		v := exchangeVector{Suite: s.Name(), Sender: keys(a, court), Recipient: keys(b, police), Message: fengcun.NewID(), Body: `{"version":1,"kind":"withdrawal"}`}
		to := card(t, b, police)
		envelope, err := Seal(s, to, Address{From: court, To: police, ID: v.Message}, []byte(v.Body))
		if err != nil {
			t.Fatal(err)
		}
		digest := Digest(s, envelope)
		v.Envelope, v.Digest = envelope, digest[:]
		p := Parcel{
			From: court, Key: v.Sender.Key, To: police, Number: 3, Created: time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC).Unix(),
			Receipt: Receipt{Through: 5, Digest: bytes.Repeat([]byte{7}, 32)}, Items: []Item{{8, v.Message, envelope}},
		}
		content, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		v.Content = string(content)
		if v.Parcel, err = a.Pack(p, to); err != nil {
			t.Fatal(err)
		}
		head := len(header(parcelFormat, s))
		v.Refused = []vectorRefused{
			{"another version", 15, 3, 0, "exchange.format"},
			{"another suite", head - 2, 1, 0, "exchange.suite"},
			{"for another key", head, 1, 0, "exchange.not_ours"},
			{"another encapsulation", head + 18 + 40, 1, 0, "exchange.damaged"},
			{"another byte of the ciphertext", len(v.Parcel) - 20, 1, 0, "exchange.damaged"},
			{"cut in the header", 0, 0, 9, "exchange.truncated"},
			{"cut in the encapsulation", 0, 0, head + 60, "exchange.truncated"},
			{"cut in the ciphertext", 0, 0, len(v.Parcel) - 1, "exchange.damaged"},
		}
		vectors = append(vectors, v)
	}
	raw, err := json.MarshalIndent(vectors, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(vectorFile, append(raw, '\n'), 0o600); err != nil {
		t.Fatal(err)
	}
}
