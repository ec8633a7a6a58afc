package message

import (
	"encoding/binary"
	"encoding/json"
	"time"

	"fengcun"
)

// MaxParcel bounds a parcel, in bytes, before anything of it is read.
const MaxParcel = 32 << 20

// Parcel is what one organ sends another at once.
type Parcel struct {
	From    fengcun.OrganID `json:"from"`
	Key     KeyID           `json:"key"` // of the sender, with which it is signed
	To      fengcun.OrganID `json:"to"`
	Number  int64           `json:"number"`  // of the sender's parcels to this organ, from 1; 0 for one without messages
	Created int64           `json:"created"` // unix seconds, by the sender's clock
	Receipt Receipt         `json:"receipt"`
	Oldest  int64           `json:"oldest,omitempty"`   // the first of Items, if the sender has lost those before it
	Items   []Item          `json:"messages,omitempty"` // in sequence, without a gap
}

// Item is one message in a parcel.
type Item struct {
	Seq      int64      `json:"seq"` // of the sender's messages to this organ, from 1
	ID       fengcun.ID `json:"id"`
	Envelope []byte     `json:"envelope"`
}

// Receipt says what the sender of the parcel has taken from its recipient so far:
// everything up to a sequence number. It names the last one by its digest, so that a
// recipient that was set back to a backup sees that it is not its own.
type Receipt struct {
	Through int64  `json:"through"`
	Digest  []byte `json:"digest,omitempty"`
}

// At is when the sender's clock stood at.
func (p Parcel) At() time.Time { return time.Unix(p.Created, 0).UTC() }

const parcelContext = "fengcun/exchange/parcel/1\x00"

// Pack signs a parcel with a key of the sender and encrypts it to the recipient's.
func (k *Keyring) Pack(p Parcel, to Card) ([]byte, error) {
	pair, ok := k.newest(p.From, p.Key)
	if !ok {
		return nil, noKey()
	}
	if p.To != to.Organ {
		return nil, fengcun.Invalid("exchange.not_ours", "to")
	}
	content, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	signature, err := k.suite.Sign(pair.SignPrivate, signedBytes(to.ID(), content))
	if err != nil {
		return nil, err
	}
	body := binary.BigEndian.AppendUint16(nil, uint16(len(signature)))
	body = append(append(body, signature...), content...)
	out, err := seal(k.suite, parcelFormat, to, field([]byte(p.To)), body)
	if err == nil && len(out) > MaxParcel {
		err = &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.size"}
	}
	return out, err
}

// signedBytes is what a parcel's signature covers: the recipient's key and every
// byte of the content.
func signedBytes(to KeyID, content []byte) []byte {
	b := append([]byte(parcelContext), to[:]...)
	return append(b, content...)
}

// Signer returns the public signing key of an organ that was in force at a time, or
// an error that says why there is none.
type Signer func(organ fengcun.OrganID, key KeyID, at time.Time) (public []byte, err error)

// Unpack opens a parcel for one of the organs that work here and checks the
// sender's signature. The codes are exchange.size, exchange.format,
// exchange.truncated, exchange.not_ours, exchange.damaged and exchange.signature,
// and those of signer. With an error of the last three kinds it returns for whom the
// parcel is and, once that can be read, from whom it claims to be.
func (k *Keyring) Unpack(raw []byte, signer Signer) (Parcel, error) {
	organ, err := k.For(raw)
	if err != nil {
		return Parcel{}, err
	}
	id, _, _, _ := divide(parcelFormat, k.suite, raw)
	unknown := Parcel{To: organ}
	body, err := k.open(parcelFormat, organ, field([]byte(organ)), raw)
	if err != nil {
		return unknown, err
	}
	if len(body) < 2 || len(body) < 2+int(binary.BigEndian.Uint16(body)) {
		return unknown, damaged()
	}
	n := 2 + int(binary.BigEndian.Uint16(body))
	signature, content := body[2:n], body[n:]
	var p Parcel
	if json.Unmarshal(content, &p) != nil {
		return unknown, damaged()
	}
	claimed := Parcel{From: p.From, To: organ}
	public, err := signer(p.From, p.Key, p.At())
	if err != nil {
		return claimed, err
	}
	if p.To != organ || !k.suite.Verify(public, signedBytes(id, content), signature) {
		return claimed, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.signature"}
	}
	return p, p.check()
}

// check refuses a sequence with a gap inside one parcel: no sender makes one.
func (p Parcel) check() error {
	for i, item := range p.Items {
		if item.Seq != p.Items[0].Seq+int64(i) || item.Seq < 1 || item.ID.IsZero() {
			return damaged()
		}
	}
	if len(p.Receipt.Digest) != 0 && len(p.Receipt.Digest) != 32 || p.Receipt.Through < 0 {
		return damaged()
	}
	return nil
}

// For says which organ here a parcel is encrypted to, before anything of it is
// believed. The codes are those of Unpack up to exchange.not_ours.
func (k *Keyring) For(raw []byte) (fengcun.OrganID, error) {
	if len(raw) > MaxParcel {
		return "", &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.size"}
	}
	id, _, _, err := divide(parcelFormat, k.suite, raw)
	if err != nil {
		return "", err
	}
	organ, ok := k.organOf(id)
	if !ok {
		return "", &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.not_ours", Field: "to"}
	}
	return organ, nil
}

// organOf finds whose key it is.
func (k *Keyring) organOf(id KeyID) (fengcun.OrganID, bool) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	for _, p := range k.file.Keys {
		if p.Card.ID() == id {
			return p.Card.Organ, true
		}
	}
	return "", false
}
