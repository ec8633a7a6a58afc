package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/store"
	"fengcun/internal/vault/capsule"
)

// unsealingSerial returns the statements by which the number of an unsealing notice
// comes about, and refuses a given one that another notice of the organ bears.
func (r *Registry) unsealingSerial(ctx context.Context, organ fengcun.OrganID, year, serial int) ([]store.Statement, error) {
	if err := r.given(organ, document.SeriesUnsealing, serial != 0); err != nil {
		return nil, err
	}
	switch {
	case serial < 0 || serial > document.LargestSerial:
		return nil, fengcun.Invalid("number.serial", "number")
	case serial == 0:
		return r.nextNumber(organ, document.SeriesUnsealing, year), nil
	}
	taken, err := store.UnsealingSerialTaken(ctx, r.rows, organ, year, serial)
	if err == nil && taken {
		err = errTaken()
	}
	return []store.Statement{r.fixFormat(organ, document.SeriesUnsealing, year)}, err
}

// checkUnsealingNotices tries the notice of every recipient before a number is taken,
// from the copy that the key agent has released and that nobody has in hand yet.
func (r *Registry) checkUnsealingNotices(ctx context.Context, u store.Unsealing, c store.Copy, released capsule.Capsule) error {
	contents, err := r.vault.Released(c.Item, released)
	if err != nil {
		return err
	}
	part, err := contents.Latest(ctx, partParticulars)
	if err != nil {
		return err
	}
	person, err := readParticulars(part.Payload)
	if err != nil {
		return err
	}
	issuer, err := store.Organ(ctx, r.rows, u.Issuer)
	if err != nil {
		return err
	}
	number, err := r.number(ctx, issuer, document.SeriesUnsealing, u.Year, document.LargestSerial)
	if err != nil {
		return err
	}
	recipients, err := r.toldOfUnsealing(ctx, c)
	if err != nil {
		return err
	}
	for _, to := range recipients {
		paper, err := r.unsealingNotice(ctx, issuer, u, CasePaper{Form: document.UnsealingNotice, Of: u.ID, To: to, Number: number, On: u.LiftedOn}, person)
		if err == nil {
			err = r.press.Check(paper, r.clock())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// toldOfUnsealing are the recipients of an unsealing notice: the person, and every
// organ that was told to seal (Article 19).
func (r *Registry) toldOfUnsealing(ctx context.Context, c store.Copy) ([]string, error) {
	notices, err := store.NoticesOfRecord(ctx, r.rows, c.Record)
	if err != nil {
		return nil, err
	}
	told := []string{store.Person}
	for _, n := range notices {
		if n.State != fengcun.NoticeIssued || n.Overtaken {
			continue
		}
		deliveries, err := store.Deliveries(ctx, r.rows, n.ID)
		if err != nil {
			return nil, err
		}
		for _, d := range deliveries {
			if d.Recipient != store.Person && d.Recipient != string(c.Organ) && d.ReplacedBy == "" {
				told = append(told, d.Recipient)
			}
		}
	}
	return told, nil
}

// unsealingPapers are the notices of a lifted seal, and the proofs of their service.
func (r *Registry) unsealingPapers(ctx context.Context, c store.Copy) ([]CasePaper, error) {
	u, err := store.FinishedUnsealing(ctx, r.rows, c.Record)
	if fengcun.KindOf(err) == fengcun.KindNotFound || err == nil && u.Serial == 0 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	issuer, err := store.Organ(ctx, r.rows, u.Issuer)
	if err != nil {
		return nil, err
	}
	number, err := r.number(ctx, issuer, document.SeriesUnsealing, u.Year, u.Serial)
	if err != nil {
		return nil, err
	}
	recipients, err := r.toldOfUnsealing(ctx, c)
	var papers []CasePaper
	for _, form := range []document.Form{document.UnsealingNotice, document.ServiceReceipt} {
		for _, to := range recipients {
			papers = append(papers, CasePaper{Form: form, Of: u.ID, To: to, Number: number, On: u.LiftedOn})
		}
	}
	return papers, err
}

// unsealingNotice sets the notice of one recipient.
func (r *Registry) unsealingNotice(ctx context.Context, issuer fengcun.Organ, u store.Unsealing, p CasePaper, person particulars) (*document.Paper, error) {
	ground, err := r.reportedGround(ctx, u)
	if err != nil {
		return nil, err
	}
	to, err := r.nameOf(ctx, person, p.To)
	if err != nil {
		return nil, err
	}
	i := identityOf(person.Person)
	fields := document.Fields{
		"number": document.Text(p.Number), "organ": document.Text(issuer.Name), "recipient": document.Secret(to),
		"name": document.Secret(i.Name), "sex": document.Sex(person.Person.Sex, document.Chinese), "birth": document.Day(i.Birth),
		"kind": document.Kind(kindOf(person.Person), document.Chinese), "document": document.Secret(i.IDNumber),
		"case": document.Secret(first(person.Numbers)), "ground": document.Ground(u.Ground), "article": document.Text(unsealedBy(u.Ground)),
		"judgment": document.Judgment(ground.Facts.Outcome), "from": document.Day(u.EffectiveFrom), "date": document.Day(p.On),
	}
	return r.setPaper(ctx, issuer, document.UnsealingNotice, p.On, fields)
}

// unsealedBy is the article on which a ground rests.
func unsealedBy(g fengcun.UnsealingGround) string {
	if g == fengcun.GroundJointRequest {
		return "7"
	}
	return "18"
}
