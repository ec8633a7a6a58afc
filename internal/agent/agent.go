package agent

import (
	"context"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"

	"fengcun"
	"fengcun/internal/audit"
	"fengcun/internal/keybox"
	"fengcun/internal/suite"
	"fengcun/internal/vault/capsule"
)

// Config is what an agent is made of.
type Config struct {
	Suite  suite.Suite
	Unlock keybox.Unlock
	Log    note.Verifier // the audit log's public key
	Cipher audit.Cipher  // of the log entries' bodies
	Clock  func() time.Time
}

// Agent holds the private sealed keys. It is safe for concurrent use; one process
// alone may have its key file open.
type Agent struct {
	suite  suite.Suite
	log    note.Verifier
	cipher audit.Cipher
	clock  func() time.Time
	box    *keybox.Box

	mu   sync.Mutex // guards file
	file keyFile
}

// Open opens the agent's key file. The codes are those of keybox.Open.
func Open(path string, c Config) (*Agent, error) {
	box, file, err := openKeys(path, c.Suite, c.Unlock)
	if err != nil {
		return nil, err
	}
	return &Agent{suite: c.Suite, log: c.Log, cipher: c.Cipher, clock: c.Clock, box: box, file: file}, nil
}

// ReleaseRequest asks for the capsule of one sealed item.
type ReleaseRequest struct {
	Warrant  fengcun.Warrant
	Evidence Evidence
	Run      capsule.Run
	Sealed   capsule.Sealed
}

// Release checks the warrant and unwraps the capsule of one item. Every refusal
// has a code of its own (agent.…, warrant.…) and changes nothing; a release is
// counted in the key file before the capsule leaves.
func (a *Agent) Release(_ context.Context, q ReleaseRequest) (capsule.Capsule, error) {
	if !q.Warrant.Covers(q.Sealed.Item) || q.Warrant.Purpose == fengcun.PurposeSuccession {
		return capsule.Capsule{}, refused("agent.scope")
	}
	if q.Sealed.Organ != q.Warrant.Organ || q.Run.Organ != q.Warrant.Organ {
		return capsule.Capsule{}, refused("agent.organ")
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	next, err := a.admit(q.Warrant, q.Evidence)
	if err != nil {
		return capsule.Capsule{}, err
	}
	private, err := a.file.private(q.Run.Organ, q.Run.KeyID)
	if err != nil {
		return capsule.Capsule{}, err
	}
	key, err := q.Run.Open(a.suite, private)
	if err != nil {
		return capsule.Capsule{}, err
	}
	defer key.Forget()
	c, err := key.Open(q.Sealed)
	if err != nil {
		return capsule.Capsule{}, err
	}
	if err := a.replace(next); err != nil {
		c.Forget()
		return capsule.Capsule{}, err
	}
	return c, nil
}

func refused(code string) error {
	return &fengcun.Error{Kind: fengcun.KindForbidden, Code: code}
}
