package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/suite"
	"fengcun/internal/vault/capsule"
)

var update = flag.Bool("update", false, "make new vectors; those of a format that was ever shipped stay for ever")

const vectorFile = "testdata/envelope-v1.json"

// hexBytes are bytes that JSON shows as hexadecimal digits.
type hexBytes []byte

func (h hexBytes) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(h)), nil }

func (h *hexBytes) UnmarshalText(text []byte) (err error) {
	*h, err = hex.DecodeString(string(text))
	return err
}

// envelopeVector is one item in every form that docs/envelope.md specifies.
type envelopeVector struct {
	Suite string          `json:"suite"`
	Organ fengcun.OrganID `json:"organ"`
	Item  fengcun.ID      `json:"item"`

	Epoch       int64    `json:"epoch"`
	EpochSecret hexBytes `json:"epoch_secret"`

	CaseNumber   string   `json:"case_number"`
	Slot         hexBytes `json:"slot"`
	Capsule      hexBytes `json:"capsule"`
	WorkingWrap  hexBytes `json:"working_wrap"`
	WorkingTerm  hexBytes `json:"working_term"`
	PartNo       int      `json:"part_no"`
	Kind         Kind     `json:"kind"`
	Version      uint16   `json:"version"`
	Canonical    string   `json:"canonical"`
	Ciphertext   hexBytes `json:"ciphertext"`
	SealedSecret hexBytes `json:"sealed_private_key"`
	SealedPublic hexBytes `json:"sealed_public_key"`
	KeyID        string   `json:"sealed_key_id"`

	Run           fengcun.ID `json:"run"`
	Encapsulation hexBytes   `json:"encapsulation"`
	SealedWrap    hexBytes   `json:"sealed_wrap"`

	File       fengcun.ID `json:"file"`
	FileText   string     `json:"file_text"`
	BlobSHA256 hexBytes   `json:"blob_sha256"`
}

// What was written in version 1 of the format opens for ever, byte for byte, and
// no changed bit of it does.
func TestEnvelopeVectors(t *testing.T) {
	if *update {
		writeVectors(t)
	}
	raw, err := os.ReadFile(vectorFile)
	check(t, err)
	var vectors []envelopeVector
	check(t, json.Unmarshal(raw, &vectors))
	if len(vectors) != 2 {
		t.Fatalf("%d vectors", len(vectors))
	}
	for _, v := range vectors {
		t.Run(v.Suite, func(t *testing.T) { v.test(t) })
	}
}

func (v *envelopeVector) test(t *testing.T) {
	s, err := suite.ByName(v.Suite)
	check(t, err)
	epoch, err := newEpochKey(s, v.Organ, v.Epoch, v.EpochSecret)
	check(t, err)

	slot := capsule.SlotOf(s, v.term())
	if !bytes.Equal(slot[:], v.Slot) {
		t.Errorf("slot %x", slot)
	}
	if got := epoch.term(s, slot); !bytes.Equal(got, v.WorkingTerm) {
		t.Errorf("working term %x", got)
	}
	c, err := epoch.open(v.Item, v.WorkingWrap)
	check(t, err)
	if !bytes.Equal(c.Bytes(), v.Capsule) || !c.Matches([]capsule.Slot{slot}) {
		t.Errorf("capsule %x", c.Bytes())
	}
	everyBit(t, "working wrap", v.WorkingWrap, func(b []byte) error { _, err := epoch.open(v.Item, b); return err })

	aead, err := partCipher(s, &c)
	check(t, err)
	open := func(b []byte) (Payload, error) { return openPart(aead, v.Item, v.PartNo, v.Kind, v.Version, b) }
	part, err := open(v.Ciphertext)
	check(t, err)
	if string(part.Canonical) != v.Canonical {
		t.Errorf("part %q", part.Canonical)
	}
	everyBit(t, "part", v.Ciphertext, func(b []byte) error { _, err := open(b); return err })

	if capsule.KeyID(s, v.SealedPublic) != v.KeyID {
		t.Errorf("key id %s", capsule.KeyID(s, v.SealedPublic))
	}
	run := capsule.Run{ID: v.Run, Organ: v.Organ, KeyID: v.KeyID, Suite: v.Suite, Encapsulation: v.Encapsulation}
	key, err := run.Open(s, v.SealedSecret)
	check(t, err)
	unwrap := func(b []byte) (capsule.Capsule, error) {
		return key.Open(capsule.Sealed{Item: v.Item, Organ: v.Organ, Run: v.Run, Wrap: b})
	}
	sealed, err := unwrap(v.SealedWrap)
	check(t, err)
	if sealed != c {
		t.Error("the sealed wrap holds another capsule")
	}
	everyBit(t, "sealed wrap", v.SealedWrap, func(b []byte) error { _, err := unwrap(b); return err })

	if got := v.blob(t, s, &c); !bytes.Equal(got, v.BlobSHA256) {
		t.Errorf("blob %x", got)
	}
}

func (v *envelopeVector) term() capsule.Term {
	return capsule.Term{Field: capsule.CaseNumber, Value: fengcun.Particular(v.CaseNumber)}
}

// blob returns the digest of the file's blob, which depends on nothing random.
func (v *envelopeVector) blob(t *testing.T, s suite.Suite, c *capsule.Capsule) []byte {
	t.Helper()
	aead, err := fileCipher(s, c, v.File)
	check(t, err)
	h := sha256.New()
	_, err = encryptFile(context.Background(), h, strings.NewReader(v.FileText), chunkSealer{aead, v.Item, v.File})
	check(t, err)
	return h.Sum(nil)
}

// everyBit turns each bit of b in turn and demands an error.
func everyBit(t *testing.T, name string, b []byte, open func([]byte) error) {
	t.Helper()
	for i := range 8 * len(b) {
		changed := bytes.Clone(b)
		changed[i/8] ^= 1 << (i % 8)
		if open(changed) == nil {
			t.Fatalf("%s opens with bit %d turned", name, i)
		}
	}
}

func writeVectors(t *testing.T) {
	t.Helper()
	var vectors []envelopeVector
	for _, s := range []suite.Suite{suite.Intl(), suite.GM()} {
		v := envelopeVector{
			Suite: s.Name(), Organ: "court-0101", Item: fengcun.NewID(), Epoch: 7,
			CaseNumber: "（2026）沪0101刑初1号", PartNo: 3, Kind: 2, Version: 1, Canonical: "经审理查明",
			File: fengcun.NewID(), FileText: "扫描件",
		}
		epoch, err := freshEpochKey(s, v.Organ, v.Epoch)
		check(t, err)
		v.EpochSecret = epoch.secret
		c, err := capsule.New(s, Terms{v.term()})
		check(t, err)
		v.Capsule, v.WorkingWrap = c.Bytes(), epoch.seal(v.Item, &c)
		slot := capsule.SlotOf(s, v.term())
		v.Slot, v.WorkingTerm = slot[:], epoch.term(s, slot)
		aead, err := partCipher(s, &c)
		check(t, err)
		insert := insertPart(aead, v.Item, v.PartNo, Payload{Kind: v.Kind, Version: v.Version, Canonical: []byte(v.Canonical)})
		v.Ciphertext = insert.Args[4].([]byte)
		private, public, err := s.NewKEM()
		check(t, err)
		v.SealedSecret, v.SealedPublic, v.KeyID = private, public, capsule.KeyID(s, public)
		run, key, err := capsule.NewRun(s, v.Organ, v.KeyID, public)
		check(t, err)
		sealed, err := key.Seal(v.Item, &c)
		check(t, err)
		v.Run, v.Encapsulation, v.SealedWrap = run.ID, run.Encapsulation, sealed.Wrap
		v.BlobSHA256 = v.blob(t, s, &c)
		vectors = append(vectors, v)
	}
	raw, err := json.MarshalIndent(vectors, "", "  ")
	check(t, err)
	check(t, os.MkdirAll("testdata", 0o755))
	check(t, os.WriteFile(vectorFile, append(raw, '\n'), 0o644))
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
