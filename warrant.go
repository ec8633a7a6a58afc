package fengcun

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"time"
)

// WarrantPurpose says for what sealed particulars are opened. There are no
// others.
type WarrantPurpose string

// The purposes of a warrant.
const (
	PurposeCase           WarrantPurpose = "case"                 // 办案需要 (Article 16)
	PurposeReoffence      WarrantPurpose = "reoffence_prevention" // 开展重新犯罪预防工作 (Article 16)
	PurposeStateProvision WarrantPurpose = "state_provision"      // 有关单位根据国家规定查询 (Article 16)
	PurposeUnsealing      WarrantPurpose = "unsealing"            // 解除封存 (Articles 7, 18, 19)
	PurposeSupervision    WarrantPurpose = "supervision"          // 检察监督 (Article 22)
	PurposeObjection      WarrantPurpose = "objection"            // 封存申请、异议审查 (Articles 21, 22)
	PurposeReopening      WarrantPurpose = "reopening"            // 重新办理: retrial, resumed proceedings
	PurposeSuccession     WarrantPurpose = "succession"           // 机关承继: sealed wraps pass to the successor's key; nothing is opened
	PurposeProbe          WarrantPurpose = "probe"                // 封存效果核查: does a stranger still get an answer (Articles 10, 11)
)

// WarrantPurposes lists every purpose.
func WarrantPurposes() []WarrantPurpose {
	return []WarrantPurpose{
		PurposeCase, PurposeReoffence, PurposeStateProvision, PurposeUnsealing,
		PurposeSupervision, PurposeObjection, PurposeReopening, PurposeSuccession, PurposeProbe,
	}
}

// Warrant is the permission to open named sealed items of one organ, or to search
// its sealed items for one person. It holds codes and identifiers only: its
// canonical bytes are stored readable and their hash stands in the audit log.
type Warrant struct {
	ID      WarrantID
	Organ   OrganID
	Purpose WarrantPurpose
	Basis   string // article or code of the legal title, at most 40 bytes: "16(1)"

	// Items are the items that may be opened, ascending and at most
	// MaxWarrantItems. Query is instead the blinded digest of what may be searched
	// for, or for a succession that of the successor. Exactly one of the two is given.
	Items []ItemID
	Query [32]byte

	Reader      StaffID   // who may read what is opened
	RequestedBy StaffID   // who asked for the warrant
	ApprovedBy  StaffID   // the second person: neither the requester nor the reader
	Expires     time.Time // whole seconds; not valid at this instant or later
	Uses        int       // how many openings or searches, 1 to MaxWarrantUses
}

// Limits of a warrant.
const (
	MaxWarrantItems = 256
	MaxWarrantUses  = 65535
	maxWarrantText  = 255 // bytes of a name or code
	maxWarrantBasis = 40
)

const warrantVersion = 1

// Validate checks everything that a warrant says by itself. That it was committed
// to the audit log, that it has not expired and that it covers a given item is for
// the key agent. Codes: warrant.id, warrant.organ, warrant.purpose, warrant.basis,
// warrant.scope, warrant.reader, warrant.requester, warrant.approver,
// warrant.own_approval (requester or reader approved), warrant.expires,
// warrant.uses.
func (w *Warrant) Validate() error {
	invalid := func(field string) error { return Invalid("warrant."+field, field) }
	named := func(s StaffID) bool { return s != "" && len(s) <= maxWarrantText }
	switch {
	case w.ID.IsZero():
		return invalid("id")
	case w.Organ == "" || len(w.Organ) > maxWarrantText:
		return invalid("organ")
	case !slices.Contains(WarrantPurposes(), w.Purpose):
		return invalid("purpose")
	case w.Basis == "" || len(w.Basis) > maxWarrantBasis:
		return invalid("basis")
	case len(w.Items) > MaxWarrantItems || (len(w.Items) == 0) == (w.Query == [32]byte{}):
		return invalid("scope")
	case !named(w.Reader):
		return invalid("reader")
	case !named(w.RequestedBy):
		return invalid("requester")
	case !named(w.ApprovedBy):
		return invalid("approver")
	case w.ApprovedBy == w.RequestedBy || w.ApprovedBy == w.Reader:
		return invalid("own_approval")
	case w.Expires.Unix() <= 0 || w.Expires.Nanosecond() != 0:
		return invalid("expires")
	case w.Uses < 1 || w.Uses > MaxWarrantUses:
		return invalid("uses")
	}
	for i, item := range w.Items {
		if item.IsZero() || i > 0 && bytes.Compare(w.Items[i-1][:], item[:]) >= 0 {
			return invalid("scope")
		}
	}
	return nil
}

// Covers reports whether the warrant names the item.
func (w *Warrant) Covers(item ItemID) bool { return slices.Contains(w.Items, item) }

// Canonical returns the bytes that stand for the warrant: version, identifiers,
// each text with its length before it, numbers with the greatest byte first. Two
// valid warrants have the same bytes only if they are the same.
func (w *Warrant) Canonical() []byte {
	b := append([]byte{warrantVersion}, w.ID[:]...)
	for _, text := range []string{
		string(w.Organ), string(w.Purpose), w.Basis,
		string(w.Reader), string(w.RequestedBy), string(w.ApprovedBy),
	} {
		b = append(b, byte(len(text)))
		b = append(b, text...)
	}
	b = binary.BigEndian.AppendUint64(b, uint64(w.Expires.Unix()))
	b = binary.BigEndian.AppendUint16(b, uint16(w.Uses))
	b = append(b, w.Query[:]...)
	b = binary.BigEndian.AppendUint16(b, uint16(len(w.Items)))
	for _, item := range w.Items {
		b = append(b, item[:]...)
	}
	return b
}

// Digest returns the SHA-256 of the canonical bytes, as the audit log has it under
// both algorithm suites.
func (w *Warrant) Digest() [32]byte { return sha256.Sum256(w.Canonical()) }

// ParseWarrant reads canonical bytes and validates the warrant. Bytes that
// Canonical would not write are refused with code "warrant.form".
func ParseWarrant(canonical []byte) (Warrant, error) {
	var w Warrant
	form := Invalid("warrant.form", "warrant")
	rest := canonical
	take := func(n int) []byte {
		if n > len(rest) {
			n, rest = 0, nil
			return make([]byte, 32) // whatever is read is refused below
		}
		taken := rest[:n]
		rest = rest[n:]
		return taken
	}
	text := func() string { return string(take(int(take(1)[0]))) }
	if take(1)[0] != warrantVersion {
		return Warrant{}, form
	}
	copy(w.ID[:], take(len(w.ID)))
	w.Organ, w.Purpose, w.Basis = OrganID(text()), WarrantPurpose(text()), text()
	w.Reader, w.RequestedBy, w.ApprovedBy = StaffID(text()), StaffID(text()), StaffID(text())
	w.Expires = time.Unix(int64(binary.BigEndian.Uint64(take(8))), 0).UTC()
	w.Uses = int(binary.BigEndian.Uint16(take(2)))
	copy(w.Query[:], take(len(w.Query)))
	for range binary.BigEndian.Uint16(take(2)) {
		var item ItemID
		copy(item[:], take(len(item)))
		w.Items = append(w.Items, item)
	}
	if !bytes.Equal(w.Canonical(), canonical) {
		return Warrant{}, form
	}
	return w, w.Validate()
}
