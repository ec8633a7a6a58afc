package message

import (
	"encoding/json"

	"fengcun"
	"fengcun/internal/suite"
)

// KeyID names an exchange key pair: a digest of both public halves, the organ and
// the suite.
type KeyID = fengcun.ID

// Card states an organ's public exchange keys. It is signed with the key that it
// states, which proves possession; whether it is that organ's is for two people to
// find, by comparing the KeyID over another way.
type Card struct {
	Suite     string          `json:"suite"`
	Organ     fengcun.OrganID `json:"organ"`
	Sign      []byte          `json:"sign"` // public half of the signing key
	KEM       []byte          `json:"kem"`  // public half of the encapsulation key
	ValidFrom fengcun.Date    `json:"validFrom"`
	Address   string          `json:"address,omitempty"` // host:port of the installation, if it can be reached
	TLS       []byte          `json:"tls,omitempty"`     // SHA-256 of the public key of its TLS certificate
}

// signedCard is the card as a file. Content is signed as it stands.
type signedCard struct {
	Content   []byte `json:"content"`
	Signature []byte `json:"signature"`
}

const cardContext = "fengcun/exchange/card/1\x00"

// ID is the key's identifier: what two people compare over another way.
func (c Card) ID() KeyID {
	s, err := suite.ByName(c.Suite)
	if err != nil {
		return KeyID{}
	}
	return keyID(s, c.Organ, c.Sign, c.KEM)
}

func keyID(s suite.Suite, organ fengcun.OrganID, sign, kem []byte) KeyID {
	sum := s.Hash([]byte("fengcun/exchange/key/1\x00"), field([]byte(s.Name())), field([]byte(organ)), field(sign), field(kem))
	return KeyID(sum[:16])
}

// field puts the length before a value, so that values cannot be divided
// differently.
func field(b []byte) []byte {
	return append([]byte{byte(len(b) >> 24), byte(len(b) >> 16), byte(len(b) >> 8), byte(len(b))}, b...)
}

// ReadCard reads a card and checks that it was signed with its own key: code
// exchange.card.
func ReadCard(s suite.Suite, raw []byte) (Card, error) {
	var signed signedCard
	var c Card
	if len(raw) > maxCard || json.Unmarshal(raw, &signed) != nil || json.Unmarshal(signed.Content, &c) != nil ||
		c.Organ == "" || len(c.KEM) == 0 || !c.ValidFrom.Valid() {
		return Card{}, fengcun.Invalid("exchange.card", "card")
	}
	if c.Suite != s.Name() {
		return Card{}, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.suite", Field: "card"}
	}
	if !s.Verify(c.Sign, append([]byte(cardContext), signed.Content...), signed.Signature) {
		return Card{}, fengcun.Invalid("exchange.card", "card")
	}
	return c, nil
}

// maxCard bounds a card, in bytes.
const maxCard = 64 << 10
