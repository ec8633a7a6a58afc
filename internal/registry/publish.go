package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/verification"
)

// PublishKeys returns the file of public keys by which anybody checks the papers of
// the organs of this installation, signed by its publisher, as of today. What is
// published tells of organs and nothing else. certificates are the SHA-256 of those
// that sign the PDF files of an organ.
func (r *Registry) PublishKeys(ctx context.Context, actor fengcun.Actor, orderedBy fengcun.StaffID, certificates map[fengcun.OrganID][][32]byte) ([]byte, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.PublishKeys, Organ: actor.Organ, Proposer: orderedBy}, fengcun.ID{})
	if err != nil {
		return nil, err
	}
	organs, err := store.Organs(ctx, r.rows)
	if err != nil {
		return nil, err
	}
	var published []verification.PublishedOrgan
	for _, o := range organs {
		published = append(published, verification.PublishedOrgan{ID: o.ID, Name: o.Name, Certificates: certificates[o.ID]})
	}
	file, err := r.papers.Publish(r.today(), published)
	if err != nil {
		return nil, err
	}
	_, err = r.commit(ctx, a, nil)
	return file, err
}

// RenewPaperKey gives the actor's organ a new key for its papers from today on, on
// the order of a second person. What the old one signed until today stays valid; a
// new file of keys has to be published.
func (r *Registry) RenewPaperKey(ctx context.Context, actor fengcun.Actor, orderedBy fengcun.StaffID) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.RotateKeys, Organ: actor.Organ, Proposer: orderedBy}, fengcun.ID{})
	if err != nil {
		return err
	}
	a.detail = "papers"
	if _, err := r.commit(ctx, a, nil); err != nil {
		return err
	}
	return r.papers.Renew(actor.Organ, r.today())
}
