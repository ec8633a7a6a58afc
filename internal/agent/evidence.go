package agent

import (
	"bytes"
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

// WarrantClass is the class under which a warrant's approval is entered into the
// log. It stands in the readable part of the entry, so that an auditor who holds
// no key counts the same warrants as the agent.
const WarrantClass audit.Class = "approve_warrant"

// admit checks a warrant with its evidence and returns the key file as it must
// stand once the warrant has been used one more time. The caller holds mu.
func (a *Agent) admit(w fengcun.Warrant, e Evidence) (keyFile, error) {
	if err := w.Validate(); err != nil {
		return keyFile{}, err
	}
	// A clock that was set back gives no expired warrant its life back.
	now := max(a.clock().Unix(), a.file.Latest)
	if now >= w.Expires.Unix() {
		return keyFile{}, refused("agent.expired")
	}
	head, err := a.logged(w, e)
	if err != nil {
		return keyFile{}, err
	}
	next := a.file
	next.Latest = now
	next.Size, next.Root = head.Size, head.Root[:]
	next.Used = nil
	used := usedFile{Warrant: w.ID, Expires: w.Expires.Unix()}
	for _, u := range a.file.Used {
		switch {
		case u.Warrant == w.ID:
			used.Uses = u.Uses
		case u.Expires > now:
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
// head.
func (a *Agent) logged(w fengcun.Warrant, e Evidence) (audit.Head, error) {
	checkpoint, err := audit.OpenCheckpoint(slices.Clone(e.Checkpoint), a.log)
	if err != nil {
		return audit.Head{}, refused("agent.checkpoint")
	}
	if checkpoint.Size < a.file.Size {
		return audit.Head{}, refused("agent.log_shrunk")
	}
	if checkpoint.Size == a.file.Size && !bytes.Equal(checkpoint.Root[:], a.file.Root) {
		return audit.Head{}, refused("agent.log_forked")
	}
	leaf := e.Row.Leaf()
	if tlog.CheckRecord(e.Proof, checkpoint.Size, checkpoint.Root, e.Index, tlog.RecordHash(leaf[:])) != nil {
		return audit.Head{}, refused("agent.not_logged")
	}
	entry, err := e.Row.Entry()
	if err != nil || entry.Class != WarrantClass {
		return audit.Head{}, refused("agent.not_logged")
	}
	body, err := audit.OpenBody(a.cipher, e.LeafKey, &entry)
	if err != nil || body.Warrant != w.Digest() {
		return audit.Head{}, refused("agent.other_warrant")
	}
	return checkpoint.Head, nil
}
