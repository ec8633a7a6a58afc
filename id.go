package fengcun

import (
	"crypto/rand"
	"database/sql/driver"
	"encoding/hex"
	"fmt"
)

// ID is a random 128-bit identifier. The zero ID names nothing.
type ID [16]byte

// NewID returns a fresh random ID. The system's random source does not fail on
// any supported machine; if it does the program stops rather than repeat an ID.
func NewID() ID {
	var id ID
	rand.Read(id[:]) // crypto/rand.Read never returns an error since Go 1.24
	return id
}

// ParseID reads the 32 hexadecimal digits that String writes.
func ParseID(s string) (ID, error) {
	var id ID
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != len(id) {
		return ID{}, &Error{Kind: KindInvalid, Code: "id.form"}
	}
	copy(id[:], b)
	return id, nil
}

// IsZero reports whether the ID names nothing.
func (id ID) IsZero() bool { return id == ID{} }

// String returns 32 hexadecimal digits.
func (id ID) String() string { return hex.EncodeToString(id[:]) }

// MarshalText writes 32 hexadecimal digits.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads 32 hexadecimal digits.
func (id *ID) UnmarshalText(text []byte) error {
	parsed, err := ParseID(string(text))
	if err != nil {
		return err
	}
	*id = parsed
	return nil
}

// Value stores the ID as 16 bytes.
func (id ID) Value() (driver.Value, error) { return id[:], nil }

// Scan reads 16 bytes.
func (id *ID) Scan(src any) error {
	b, ok := src.([]byte)
	if !ok || len(b) != len(id) {
		return fmt.Errorf("scan id: want 16 bytes")
	}
	copy(id[:], b)
	return nil
}
