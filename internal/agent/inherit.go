package agent

import (
	"context"
	"crypto/sha256"

	"fengcun"
	"fengcun/internal/vault/capsule"
)

// SuccessionDigest is what the warrant of a succession carries as its scope.
func SuccessionDigest(from, to fengcun.OrganID) [32]byte {
	return sha256.Sum256([]byte("fengcun-succession\x00" + string(from) + "\x00" + string(to)))
}

// InheritRequest asks to pass the sealed items of the warrant's organ to the key of
// another.
type InheritRequest struct {
	Warrant  fengcun.Warrant
	Evidence Evidence
	To       fengcun.OrganID
}

// Inherit wraps every sealed capsule of an organ anew, to the sealed key of its
// successor, under one run of the successor. Each is open in the agent's own memory
// for that moment; nothing but sealed wraps leaves. A wrap that does not open fails
// the whole: what was inherited must never be less than what there was.
func (a *Agent) Inherit(ctx context.Context, q InheritRequest, domain SealedDomain) (capsule.Run, []capsule.Sealed, error) {
	file, err := a.startInheriting(q)
	if err != nil {
		return capsule.Run{}, nil, err
	}
	heir, err := file.organ(q.To)
	if err != nil {
		return capsule.Run{}, nil, err
	}
	keys := map[fengcun.ID]*capsule.RunKey{}
	defer func() {
		for _, key := range keys {
			key.Forget()
		}
	}()
	err = domain.Runs(ctx, q.Warrant.Organ, func(run capsule.Run) error {
		private, err := file.private(run.Organ, run.KeyID)
		if err != nil {
			return err
		}
		keys[run.ID], err = run.Open(a.suite, private)
		return err
	})
	if err != nil {
		return capsule.Run{}, nil, err
	}
	run, fresh, err := capsule.NewRun(a.suite, q.To, heir.KeyID, heir.Public)
	if err != nil {
		return capsule.Run{}, nil, err
	}
	defer fresh.Forget()
	var inherited []capsule.Sealed
	err = domain.SealedItems(ctx, q.Warrant.Organ, func(sealed capsule.Sealed) error {
		key := keys[sealed.Run]
		if key == nil {
			return &fengcun.Error{Kind: fengcun.KindConflict, Code: "agent.run_unknown"}
		}
		c, err := key.Open(sealed)
		if err != nil {
			return err
		}
		defer c.Forget()
		anew, err := fresh.Seal(sealed.Item, &c)
		inherited = append(inherited, anew)
		return err
	})
	return run, inherited, err
}

// startInheriting checks the warrant and counts its use.
func (a *Agent) startInheriting(q InheritRequest) (keyFile, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if q.Warrant.Purpose != fengcun.PurposeSuccession || len(q.Warrant.Items) != 0 || q.Warrant.Query != SuccessionDigest(q.Warrant.Organ, q.To) {
		return keyFile{}, refused("agent.scope")
	}
	next, err := a.admit(q.Warrant, q.Evidence)
	if err != nil {
		return keyFile{}, err
	}
	return next, a.replace(next)
}

// organ returns the keys of an organ.
func (f *keyFile) organ(id fengcun.OrganID) (organFile, error) {
	for _, o := range f.Organs {
		if o.Organ == id {
			return o, nil
		}
	}
	return organFile{}, refused("agent.key_unknown")
}
