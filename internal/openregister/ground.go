package openregister

import (
	"fengcun"
	"fengcun/internal/store"
	"fengcun/law"
)

// Ground is the recorded reason why a conviction may stand in the open register.
// Its fields can be filled by NotSealed, Unsealed and Screened only, from what the
// database recorded; the zero Ground admits nothing. So there is no row without
// a decision of two people, or of the law on the facts of the organ's platform.
type Ground struct {
	record     fengcun.RecordID
	by         fengcun.ID // the decision, the unsealing or the screening
	incomplete bool
}

// NotSealed is the ground of an approved decision that a record is not to be
// sealed (Article 4). Any other decision, and one without its second person, is
// refused with code openregister.ground.
func NotSealed(d store.Decision) (Ground, error) {
	if d.State != store.DecisionApproved || law.Verdict(d.Verdict) != law.NotSeal || !twoPeople(d.ProposedBy, d.ApprovedBy) {
		return Ground{}, errGround("4")
	}
	return newGround(d.Record, d.ID, "4")
}

// Unsealed is the ground of a completed unsealing of a conviction (Articles 18,
// 19). The lifting of Article 7 concerns an acquittal and is no such ground.
func Unsealed(u store.Unsealing) (Ground, error) {
	lifted := u.Ground == fengcun.GroundNewCrime || u.Ground == fengcun.GroundUndetectedCrime || u.Ground == fengcun.GroundResentence
	if u.State != fengcun.UnsealingDone || !lifted || !twoPeople(u.ProposedBy, u.ApprovedBy) {
		return Ground{}, errGround("18")
	}
	return newGround(u.Record, u.ID, "18")
}

// Screened is the ground of a row of the organ's criminal-record platform, from its
// screening. Not to be sealed, it is disclosable. Undecided through faulty data, it
// stands for no conviction: it keeps a clean certificate back until a person has
// looked, and nobody is refused on it.
func Screened(s store.Screening) (Ground, error) {
	g, err := newGround(s.Key, s.ID, "4")
	switch law.Verdict(s.Verdict) {
	case law.NotSeal:
		return g, err
	case law.Undecided:
		g.incomplete = true
		return g, err
	}
	return Ground{}, errGround("4")
}

func newGround(record fengcun.RecordID, by fengcun.ID, article string) (Ground, error) {
	if record.IsZero() || by.IsZero() {
		return Ground{}, errGround(article)
	}
	return Ground{record: record, by: by}, nil
}

func twoPeople(proposer, approver fengcun.StaffID) bool {
	return proposer != "" && approver != "" && proposer != approver
}

func errGround(article string) error {
	return &fengcun.Error{Kind: fengcun.KindConflict, Code: "openregister.ground", Args: map[string]string{"article": article}}
}
