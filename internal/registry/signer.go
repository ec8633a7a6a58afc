package registry

import (
	"context"
	"crypto/sha256"

	"fengcun"
	"fengcun/internal/policy"
)

// InstallSigner gives the actor's organ the key and certificates (PEM) with which its
// papers are signed, on the order of a second person. It counts from the next start
// of the program. The entry in the log holds the digest of the certificates.
func (r *Registry) InstallSigner(ctx context.Context, actor fengcun.Actor, orderedBy fengcun.StaffID, chain, key []byte) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.RotateKeys, Organ: actor.Organ, Proposer: orderedBy}, fengcun.ID{})
	if err != nil {
		return err
	}
	if err := r.press.CanInstall(actor.Organ, chain, key); err != nil {
		return err
	}
	a.detail, a.warrant = "signer", sha256.Sum256(chain)
	if _, err := r.commit(ctx, a, nil); err != nil {
		return err
	}
	return r.press.Install(actor.Organ, chain, key)
}
