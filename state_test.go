package fengcun_test

import (
	"errors"
	"testing"

	"fengcun"
)

// move is one lawful transition with its article.
type move[S ~string] struct {
	from, to S
	basis    string
}

// checkMachine tries every pair of states, the unknown and the empty state
// included: what is in the table rests on its article, and nothing else happens.
func checkMachine[S ~string](t *testing.T, noun, article string, states []S, moves []move[S], next func(from, to S) (string, error)) {
	t.Helper()
	lawful := map[[2]S]string{}
	for _, m := range moves {
		lawful[[2]S{m.from, m.to}] = m.basis
	}
	if len(lawful) != len(moves) {
		t.Fatal("a transition stands twice in the table")
	}
	all := append([]S{"", "no_such_state"}, states...)
	for _, from := range all {
		for _, to := range all {
			basis, err := next(from, to)
			want, ok := lawful[[2]S{from, to}]
			if ok {
				if err != nil || basis != want {
					t.Errorf("%s -> %s: article %q, %v; want %q", from, to, basis, err, want)
				}
				continue
			}
			var refused *fengcun.Error
			if basis != "" || !errors.As(err, &refused) {
				t.Errorf("%s -> %s is not lawful, got %q, %v", from, to, basis, err)
				continue
			}
			if refused.Kind != fengcun.KindConflict || refused.Code != "state.transition" ||
				refused.Args["noun"] != noun || refused.Args["article"] != article ||
				refused.Args["from"] != string(from) || refused.Args["to"] != string(to) {
				t.Errorf("%s -> %s: refusal %+v", from, to, refused)
			}
		}
	}
}

func TestRecordStates(t *testing.T) {
	states := []fengcun.RecordState{
		fengcun.RecordOpen, fengcun.RecordConcluded, fengcun.RecordNotEligible, fengcun.RecordUndecided,
		fengcun.RecordSealDue, fengcun.RecordSealed, fengcun.RecordUnsealed, fengcun.RecordReopened,
	}
	checkMachine(t, "record", "2", states, []move[fengcun.RecordState]{
		{fengcun.RecordOpen, fengcun.RecordConcluded, "2"}, // judgment effective, final decision

		// The eligibility decision, 2-4, 7.
		{fengcun.RecordConcluded, fengcun.RecordSealDue, "4"},
		{fengcun.RecordConcluded, fengcun.RecordNotEligible, "4"},
		{fengcun.RecordConcluded, fengcun.RecordUndecided, "4(2)"},

		// The human finding.
		{fengcun.RecordUndecided, fengcun.RecordSealDue, "4(2)"},
		{fengcun.RecordUndecided, fengcun.RecordNotEligible, "4(2)"},

		{fengcun.RecordSealDue, fengcun.RecordSealed, "11"},     // every holding confirmed
		{fengcun.RecordNotEligible, fengcun.RecordSealDue, "4"}, // retrial, old case, correction
		{fengcun.RecordSealed, fengcun.RecordUnsealed, "18"},    // a statutory ground
		{fengcun.RecordUnsealed, fengcun.RecordSealDue, "22"},   // the unsealing was wrong

		// Proceedings begin anew; the seal stays for everybody else.
		{fengcun.RecordConcluded, fengcun.RecordReopened, "22"},
		{fengcun.RecordUndecided, fengcun.RecordReopened, "22"},
		{fengcun.RecordSealDue, fengcun.RecordReopened, "22"},
		{fengcun.RecordNotEligible, fengcun.RecordReopened, "22"},
		{fengcun.RecordSealed, fengcun.RecordReopened, "22"},
		{fengcun.RecordUnsealed, fengcun.RecordReopened, "22"},
		{fengcun.RecordReopened, fengcun.RecordConcluded, "2"},
	}, fengcun.RecordState.Next)

	// Only what was decided not eligible, or unsealed, is ever disclosable; an
	// unknown state is withheld.
	for _, s := range append(states, "", "no_such_state") {
		want := s != fengcun.RecordNotEligible && s != fengcun.RecordUnsealed
		if s.Withheld() != want {
			t.Errorf("%q: withheld %v", s, s.Withheld())
		}
	}
}

// Nothing is sealed without the decision that it is due, and nothing leaves the
// seal but by Article 18 or by proceedings that begin anew.
func TestSealIsReachedAndLeftByTheLawOnly(t *testing.T) {
	for _, s := range []fengcun.RecordState{
		fengcun.RecordOpen, fengcun.RecordConcluded, fengcun.RecordNotEligible, fengcun.RecordUndecided,
		fengcun.RecordSealed, fengcun.RecordUnsealed, fengcun.RecordReopened,
	} {
		if _, err := s.Next(fengcun.RecordSealed); err == nil {
			t.Errorf("%s can be sealed at once", s)
		}
		if s == fengcun.RecordUnsealed || s == fengcun.RecordReopened {
			continue
		}
		if _, err := fengcun.RecordSealed.Next(s); err == nil {
			t.Errorf("a sealed record can become %s", s)
		}
	}
}

func TestHoldingStates(t *testing.T) {
	checkMachine(t, "holding", "10",
		[]fengcun.HoldingState{fengcun.HoldingInventoried, fengcun.HoldingMarked, fengcun.HoldingAccessCut, fengcun.HoldingConfirmed},
		[]move[fengcun.HoldingState]{
			{fengcun.HoldingInventoried, fengcun.HoldingMarked, "10"},
			{fengcun.HoldingMarked, fengcun.HoldingAccessCut, "10"},
			{fengcun.HoldingAccessCut, fengcun.HoldingConfirmed, "11"},
			{fengcun.HoldingConfirmed, fengcun.HoldingInventoried, "18"},
		}, fengcun.HoldingState.Next)
}

func TestKnowerStates(t *testing.T) {
	checkMachine(t, "knower", "17", []fengcun.KnowerState{fengcun.KnowerListed, fengcun.KnowerTold},
		[]move[fengcun.KnowerState]{{fengcun.KnowerListed, fengcun.KnowerTold, "17"}}, fengcun.KnowerState.Next)
}

func TestMarkedFileStates(t *testing.T) {
	checkMachine(t, "marked_file", "5",
		[]fengcun.MarkedFileState{fengcun.FileFound, fengcun.FileLabelled, fengcun.FileTransferred},
		[]move[fengcun.MarkedFileState]{
			{fengcun.FileFound, fengcun.FileLabelled, "5"},
			{fengcun.FileLabelled, fengcun.FileTransferred, "5"},
		}, fengcun.MarkedFileState.Next)
}

// The label of every kind rests on an article, and what states a sealed record or
// concerns a minor is never published.
func TestMarkedFileKinds(t *testing.T) {
	for _, c := range []struct {
		kind        fengcun.MarkedFileKind
		basis       string
		cite, never bool
	}{
		{fengcun.JointSeparate, "5", false, false},
		{fengcun.JointWhole, "5", false, false},
		{fengcun.CitingCriminal, "6", true, false},
		{fengcun.CitingPublicInterest, "6", true, false},
		{fengcun.LaterJudgment, "18", true, true},
		{fengcun.MinorVictim, "1", false, true},
		{fengcun.MinorCivil, "1", false, true},
	} {
		if k := c.kind; k.Basis() != c.basis || k.Citing() != c.cite || k.NeverPublished() != c.never {
			t.Errorf("%s: %s %t %t", k, k.Basis(), k.Citing(), k.NeverPublished())
		}
	}
}

func TestNoticeStates(t *testing.T) {
	checkMachine(t, "notice", "11",
		[]fengcun.NoticeState{fengcun.NoticeDraft, fengcun.NoticeApproved, fengcun.NoticeIssued, fengcun.NoticeWithdrawn},
		[]move[fengcun.NoticeState]{
			{fengcun.NoticeDraft, fengcun.NoticeApproved, "11"},
			{fengcun.NoticeApproved, fengcun.NoticeIssued, "11"},
			{fengcun.NoticeIssued, fengcun.NoticeWithdrawn, "11"},
		}, fengcun.NoticeState.Next)
}

func TestDeliveryStates(t *testing.T) {
	checkMachine(t, "delivery", "11",
		[]fengcun.DeliveryState{
			fengcun.DeliveryDispatched, fengcun.DeliveryReceived, fengcun.DeliveryCoordinating,
			fengcun.DeliveryConfirmed, fengcun.DeliveryReturned, fengcun.DeliveryEnded,
		},
		[]move[fengcun.DeliveryState]{
			{fengcun.DeliveryDispatched, fengcun.DeliveryReceived, "11"},
			{fengcun.DeliveryDispatched, fengcun.DeliveryReturned, "11"},
			{fengcun.DeliveryDispatched, fengcun.DeliveryEnded, "11"},
			{fengcun.DeliveryReceived, fengcun.DeliveryCoordinating, "11"},
			{fengcun.DeliveryReceived, fengcun.DeliveryConfirmed, "11"},
			{fengcun.DeliveryReceived, fengcun.DeliveryReturned, "11"},
			{fengcun.DeliveryCoordinating, fengcun.DeliveryConfirmed, "11"},
		}, fengcun.DeliveryState.Next)
}

func TestCertificateStates(t *testing.T) {
	checkMachine(t, "certificate", "15",
		[]fengcun.CertificateState{fengcun.CertificateAccepted, fengcun.CertificateIssued, fengcun.CertificateVoid},
		[]move[fengcun.CertificateState]{
			{fengcun.CertificateAccepted, fengcun.CertificateIssued, "15"},
			{fengcun.CertificateAccepted, fengcun.CertificateVoid, "15"},
			{fengcun.CertificateIssued, fengcun.CertificateVoid, "15"},
		}, fengcun.CertificateState.Next)
}

func TestUnsealingStates(t *testing.T) {
	checkMachine(t, "unsealing", "18",
		[]fengcun.UnsealingState{
			fengcun.UnsealingReported, fengcun.UnsealingExamined, fengcun.UnsealingEstablished,
			fengcun.UnsealingNotified, fengcun.UnsealingDone, fengcun.UnsealingRejected,
		},
		[]move[fengcun.UnsealingState]{
			{fengcun.UnsealingReported, fengcun.UnsealingExamined, "18"},
			{fengcun.UnsealingExamined, fengcun.UnsealingEstablished, "18"},
			{fengcun.UnsealingExamined, fengcun.UnsealingRejected, "18"},
			{fengcun.UnsealingEstablished, fengcun.UnsealingNotified, "19"},
			{fengcun.UnsealingNotified, fengcun.UnsealingDone, "19"},
		}, fengcun.UnsealingState.Next)
}
