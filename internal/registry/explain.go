package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/law"
)

// Explanation is the explanation of the sealing system, rights and duties that
// Article 8 demands with the decision: to the person and to the legal
// representative, or a close relative in the representative's place.
type Explanation struct {
	Record fengcun.RecordID
	Mode   ExplanationMode
	To     []Told
	Reason string // code: why nobody beside the person was told
	Signed bool
	// Witnesses are named when the signature is refused.
	Witnesses []fengcun.Particular
	On        fengcun.Date
}

// ExplanationMode is how the explanation was given.
type ExplanationMode string

// The modes.
const (
	ExplainedOrally    ExplanationMode = "oral"    // 口头告知并记入笔录
	ExplainedInWriting ExplanationMode = "written" // 书面告知
	ExplainedByVideo   ExplanationMode = "video"   // 视频告知
)

// Told is one person who was told.
type Told struct {
	Who  Audience
	Name fengcun.Particular
}

// Audience is in which capacity somebody was told.
type Audience string

// The audiences of Article 8.
const (
	ToPerson         Audience = "person"
	ToRepresentative Audience = "legal_representative"
	ToCloseRelative  Audience = "close_relative"
	ToAppropriate    Audience = "appropriate_adult"
)

// The reasons for which nobody beside the person is told, or somebody else than
// the legal representative.
const (
	ReasonNowAdult         = "now_adult"             // 已成年: the person alone
	ReasonNoRepresentative = "no_fit_representative" // no representative who may or can act
)

// check applies Article 8. What it refuses is put right by telling one more
// person or by stating why not.
func (e Explanation) check(birth fengcun.Date) error {
	told := map[Audience]bool{}
	for _, t := range e.To {
		told[t.Who] = true
	}
	switch {
	case e.On.IsZero():
		return fengcun.Invalid("explain.date", "on")
	case e.Mode != ExplainedOrally && e.Mode != ExplainedInWriting && e.Mode != ExplainedByVideo:
		return fengcun.Invalid("explain.mode", "mode")
	case !told[ToPerson]:
		return fengcun.Invalid("explain.person", "to")
	case !e.Signed && len(e.Witnesses) == 0:
		return fengcun.Invalid("explain.witnesses", "witnesses")
	case told[ToRepresentative]:
		return nil
	case e.Reason == ReasonNowAdult:
		if law.AdultOn(birth, e.On) != law.Yes {
			return fengcun.Invalid("explain.not_adult", "reason")
		}
		return nil
	case e.Reason == ReasonNoRepresentative:
		if !told[ToCloseRelative] && !told[ToAppropriate] {
			return fengcun.Invalid("explain.relative", "to")
		}
		return nil
	}
	return fengcun.Invalid("explain.representative", "to")
}

// toldBarred refuses an explanation to a representative who is barred in the matter: it
// is no explanation in the sense of Article 8, and a mistake.
func (e Explanation) toldBarred(p fengcun.Person) error {
	for _, t := range e.To {
		if t.Who == ToRepresentative && slices.ContainsFunc(p.Guardians, func(g fengcun.Guardian) bool { return g.Barred && g.Name == t.Name }) {
			return fengcun.Invalid("explain.barred", "to")
		}
	}
	return nil
}

// explanationPayload is version 1 of the part.
type explanationPayload struct {
	Mode      ExplanationMode `json:"mode"`
	To        []toldPayload   `json:"to"`
	Reason    string          `json:"reason,omitempty"`
	Signed    bool            `json:"signed"`
	Witnesses []string        `json:"witnesses,omitempty"`
	On        fengcun.Date    `json:"on"`
}

type toldPayload struct {
	Who  Audience `json:"who"`
	Name string   `json:"name,omitempty"`
}

// Explain records the explanation of Article 8. Without it the record cannot be
// concluded here; the court's own act is never blocked.
func (r *Registry) Explain(ctx context.Context, actor fengcun.Actor, e Explanation) error {
	a, rec, c, err := r.working(ctx, actor, policy.Explain, e.Record, "")
	if err != nil {
		return err
	}
	if rec.State != fengcun.RecordOpen && rec.State != fengcun.RecordReopened {
		return errState("explain.state", rec.State, "8")
	}
	p, err := r.readPerson(ctx, c)
	if err != nil {
		return err
	}
	if err := e.check(p.Person.Birth); err != nil {
		return err
	}
	if err := e.toldBarred(p.Person); err != nil {
		return err
	}
	out := explanationPayload{Mode: e.Mode, Reason: e.Reason, Signed: e.Signed, On: e.On}
	for _, t := range e.To {
		out.To = append(out.To, toldPayload{t.Who, t.Name.Reveal()})
	}
	for _, w := range e.Witnesses {
		out.Witnesses = append(out.Witnesses, w.Reveal())
	}
	payload, err := encodePart(partExplanation, out)
	if err != nil {
		return err
	}
	_, statements, err := r.vault.Append(ctx, c.Item, payload)
	if err != nil {
		return err
	}
	a.detail = string(e.Mode)
	statements = append(statements, store.HoldRecord(rec), store.InsertExplanation(store.Explanation{
		Record: rec.ID, Mode: string(e.Mode), MadeOn: e.On, MadeBy: actor.Staff,
	}))
	_, err = r.commit(ctx, a, statements)
	return err
}

// readPerson decrypts the particulars of a working copy for the act at hand. Of the
// family it returns who represents the person today: whose rights have ended is in no
// view, no paper and no copy that another organ is given.
func (r *Registry) readPerson(ctx context.Context, c store.Copy) (particulars, error) {
	payload, err := r.openPart(ctx, c.Item, partParticulars)
	if err != nil {
		return particulars{}, err
	}
	p, err := readParticulars(payload)
	p.Person.Guardians = law.InTouch(p.Person, r.today())
	return p, err
}
