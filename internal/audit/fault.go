package audit

import "fmt"

// FaultKind says what is wrong with a log.
type FaultKind string

// The kinds of fault.
const (
	FaultLeaf       FaultKind = "leaf"       // the entry at Index is not the one that was logged
	FaultEdge       FaultKind = "edge"       // an entry at or after Index, behind the last full tile, is not the one that was logged
	FaultMissing    FaultKind = "missing"    // there is no entry at Index
	FaultExtra      FaultKind = "extra"      // entries or tiles stand behind the head; Index is the first that should not exist
	FaultTile       FaultKind = "tile"       // the tile that begins with the entry at Index is absent or was changed
	FaultHead       FaultKind = "head"       // the head's root is not the root of its first Index entries
	FaultRewound    FaultKind = "rewound"    // a signed checkpoint is ahead of the head; Index is the head's size
	FaultCheckpoint FaultKind = "checkpoint" // history before Index differs from what was signed
	FaultSignature  FaultKind = "signature"  // a checkpoint is not signed by the log's key; Index is its position in the list
)

// Fault is what Verify found: the log is not what was written. It carries
// positions only, never content.
type Fault struct {
	Kind  FaultKind
	Index int64
}

// Error names kind and index; the sentence for the reader is in the locale
// catalogues under "audit.fault." and the kind.
func (f *Fault) Error() string { return fmt.Sprintf("audit log: %s at %d", f.Kind, f.Index) }
