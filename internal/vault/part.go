package vault

import (
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"

	"fengcun"
	"fengcun/internal/store"
	"fengcun/internal/suite"
	"fengcun/internal/vault/capsule"
)

// partCipher returns the cipher of an item's parts.
func partCipher(s suite.Suite, c *capsule.Capsule) (cipher.AEAD, error) {
	key := s.Derive(c.Key[:], "fengcun/part/1", s.KeySize())
	defer clear(key)
	return s.AEAD(key)
}

// insertPart encrypts a payload as a part of an item and writes it. Two writers
// of the same part conflict in the database.
func insertPart(aead cipher.AEAD, item fengcun.ItemID, no int, p Payload) store.Statement {
	plain := pad(p.Canonical)
	defer clear(plain)
	ciphertext := make([]byte, suite.NonceSize, suite.NonceSize+len(plain)+suite.TagSize)
	rand.Read(ciphertext)
	ciphertext = aead.Seal(ciphertext, ciphertext, plain, partAdditional(item, no, p.Kind, p.Version))
	return store.Statement{
		SQL:  `INSERT INTO vault_part (item_id, part_no, kind, version, ciphertext) VALUES ($1, $2, $3, $4, $5)`,
		Args: []any{item[:], int64(no), int64(p.Kind), int64(p.Version), ciphertext},
		Rows: 1,
	}
}

// partRow is a row of vault_part.
type partRow struct {
	no         int
	kind       Kind
	version    uint16
	ciphertext []byte
}

// openPart decrypts what insertPart wrote.
func openPart(aead cipher.AEAD, item fengcun.ItemID, no int, kind Kind, version uint16, ciphertext []byte) (Payload, error) {
	if len(ciphertext) < suite.NonceSize+suite.TagSize {
		return Payload{}, damaged()
	}
	plain, err := aead.Open(nil, ciphertext[:suite.NonceSize], ciphertext[suite.NonceSize:], partAdditional(item, no, kind, version))
	if err != nil {
		return Payload{}, damaged()
	}
	canonical, err := unpad(plain)
	if err != nil {
		return Payload{}, err
	}
	return Payload{Kind: kind, Version: version, Canonical: canonical}, nil
}

func partAdditional(item fengcun.ItemID, no int, kind Kind, version uint16) []byte {
	b := make([]byte, 0, 1+len(item)+8)
	b = append(b, 'P')
	b = append(b, item[:]...)
	b = binary.BigEndian.AppendUint32(b, uint32(no))
	b = binary.BigEndian.AppendUint16(b, uint16(kind))
	return binary.BigEndian.AppendUint16(b, version)
}
