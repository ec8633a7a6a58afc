package agent

import (
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"fengcun"
	"fengcun/internal/audit"
)

// Evidence shows that a warrant stands in the audit log: the entry, the key of
// that one entry's body, its place, the proof, and the signed checkpoint that the
// proof ends in.
type Evidence struct {
	Row        audit.Row
	LeafKey    []byte
	Index      int64
	Proof      tlog.RecordProof
	Checkpoint []byte
}

// admit checks a warrant with its evidence and returns the key file as it must
// stand once the warrant has been used one more time. The caller holds mu.
func (a *Agent) admit(w fengcun.Warrant, e Evidence) (keyFile, error) {
	if err := w.Validate(); err != nil {
		return keyFile{}, err
	}
	now := a.clock()
	if !now.Before(w.Expires) {
		return keyFile{}, refused("agent.expired")
	}
	size, err := a.logged(w, e)
	if err != nil {
		return keyFile{}, err
	}
	next := a.file
	next.Size = size
	next.Used = nil
	used := usedFile{Warrant: w.ID, Expires: w.Expires.Unix()}
	for _, u := range a.file.Used {
		switch {
		case u.Warrant == w.ID:
			used.Uses = u.Uses
		case u.Expires > now.Unix():
			next.Used = append(next.Used, u)
		}
	}
	if used.Uses >= w.Uses {
		return keyFile{}, refused("agent.used_up")
	}
	used.Uses++
	next.Used = append(next.Used, used)
	return next, nil
}

// logged checks that the warrant's digest stands in the log and returns the log's
// size.
func (a *Agent) logged(w fengcun.Warrant, e Evidence) (int64, error) {
	checkpoint, err := audit.OpenCheckpoint(slices.Clone(e.Checkpoint), a.log)
	if err != nil {
		return 0, refused("agent.checkpoint")
	}
	if checkpoint.Size < a.file.Size {
		return 0, refused("agent.log_shrunk")
	}
	leaf := e.Row.Leaf()
	if tlog.CheckRecord(e.Proof, checkpoint.Size, checkpoint.Root, e.Index, tlog.RecordHash(leaf[:])) != nil {
		return 0, refused("agent.not_logged")
	}
	entry, err := e.Row.Entry()
	if err != nil {
		return 0, refused("agent.not_logged")
	}
	body, err := audit.OpenBody(a.cipher, e.LeafKey, &entry)
	if err != nil || body.Warrant != w.Digest() {
		return 0, refused("agent.other_warrant")
	}
	return checkpoint.Size, nil
}
