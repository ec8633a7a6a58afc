package agent

import (
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"fengcun"
	"fengcun/internal/audit"
)

// Evidence shows that a warrant stands in the audit log: the entry, the key of
// that one entry's body, its place, the proof, and the signed checkpoint that the
// proof ends in; and that this log only ever grew since the agent last saw it.
type Evidence struct {
	Row        audit.Row
	LeafKey    []byte
	Index      int64
	Proof      tlog.RecordProof
	Checkpoint []byte
	Since      int64          // the size that Seen returned
	Grown      tlog.TreeProof // from there to the checkpoint's
}

// Seen returns the size of the largest log that the agent has seen, in entries: from
// there the next evidence has to prove that the log was not rewritten. It is 0 for an
// agent that saw none, which needs no such proof.
func (a *Agent) Seen() int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.file.Size
}

// WarrantClass is the class under which a warrant's approval is entered into the
// log. It stands in the readable part of the entry, so that an auditor who holds
// no key counts the same warrants as the agent.
const WarrantClass audit.Class = "approve_warrant"

// SuccessionClass is the class of the entry by which two people let one organ follow
// another. Administrators make it, and it opens nothing.
const SuccessionClass audit.Class = "approve_organs"

func classOf(p fengcun.WarrantPurpose) audit.Class {
	if p == fengcun.PurposeSuccession {
		return SuccessionClass
	}
	return WarrantClass
}

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
	if err := a.grown(checkpoint.Head, e); err != nil {
		return audit.Head{}, err
	}
	leaf := e.Row.Leaf()
	if tlog.CheckRecord(e.Proof, checkpoint.Size, checkpoint.Root, e.Index, tlog.RecordHash(leaf[:])) != nil {
		return audit.Head{}, refused("agent.not_logged")
	}
	entry, err := e.Row.Entry()
	if err != nil || entry.Class != classOf(w.Purpose) {
		return audit.Head{}, refused("agent.not_logged")
	}
	body, err := audit.OpenBody(a.cipher, e.LeafKey, &entry)
	if err != nil || body.Warrant != w.Digest() {
		return audit.Head{}, refused("agent.other_warrant")
	}
	return checkpoint.Head, nil
}

// grown checks that the log in whose head the evidence ends has everything that the
// agent ever saw in it. A log of the right size under a good signature is not
// enough: whoever holds the signing key could have rewritten what lies before. Where
// another request was answered between Seen and this one, the evidence starts from
// an older size and has to be made again: agent.log_moved.
func (a *Agent) grown(head audit.Head, e Evidence) error {
	if a.file.Size == 0 {
		return nil
	}
	if len(a.file.Root) != tlog.HashSize {
		return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "key.damaged"}
	}
	root := tlog.Hash(a.file.Root)
	if head.Size == a.file.Size {
		if head.Root != root {
			return refused("agent.log_forked")
		}
		return nil
	}
	if e.Since != a.file.Size {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "agent.log_moved"}
	}
	if tlog.CheckTree(e.Grown, head.Size, head.Root, a.file.Size, root) != nil {
		return refused("agent.log_forked")
	}
	return nil
}
