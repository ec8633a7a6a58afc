package law

import (
	"slices"
	"testing"

	"fengcun"
)

// TestApplicationPapers: what each applicant shows (Article 15; A.5 of the rules on
// inquiries), and a purpose from the fourth application of a year on.
func TestApplicationPapers(t *testing.T) {
	for _, c := range []struct {
		by      fengcun.Applicant
		earlier int
		shown   []fengcun.Paper
		missing []fengcun.Paper
	}{
		{fengcun.BySelf, 0, []fengcun.Paper{fengcun.OwnIdentity, fengcun.ApplicationForm}, nil},
		{fengcun.BySelf, 2, []fengcun.Paper{fengcun.OwnIdentity, fengcun.ApplicationForm}, nil},
		{fengcun.BySelf, 3, []fengcun.Paper{fengcun.OwnIdentity, fengcun.ApplicationForm}, []fengcun.Paper{fengcun.ProofOfPurpose}},
		{fengcun.BySelf, 0, nil, []fengcun.Paper{fengcun.ApplicationForm, fengcun.OwnIdentity}},
		{fengcun.ByAgent, 0, []fengcun.Paper{fengcun.ApplicationForm, fengcun.OwnIdentity}, []fengcun.Paper{fengcun.OtherIdentity, fengcun.PowerOfAttorney}},
		{fengcun.ByRepresentative, 0, fengcun.Papers()[:3], []fengcun.Paper{fengcun.ProofOfRelation}},
		{fengcun.ByGuardian, 0, fengcun.Papers()[:4], []fengcun.Paper{fengcun.GuardianPapers}},
	} {
		if got := MissingPapers(c.by, c.earlier, c.shown); !slices.Equal(got, c.missing) {
			t.Errorf("%s with %v, %d earlier: missing %v, want %v", c.by, c.shown, c.earlier, got, c.missing)
		}
	}
	if ApplicationPapers("neighbour", 9) != nil {
		t.Error("a neighbour has papers to show")
	}
}

// TestMayRepresent: the day after the eighteenth birthday ends the representative's
// right and begins the guardian's; whoever is unknown may not.
func TestMayRepresent(t *testing.T) {
	birth := fengcun.NewDate(2008, 11, 23)
	for _, c := range []struct {
		by   fengcun.Applicant
		on   fengcun.Date
		want bool
	}{
		{fengcun.ByRepresentative, fengcun.NewDate(2026, 11, 23), true},
		{fengcun.ByRepresentative, fengcun.NewDate(2026, 11, 24), false},
		{fengcun.ByGuardian, fengcun.NewDate(2026, 11, 23), false},
		{fengcun.ByGuardian, fengcun.NewDate(2026, 11, 24), true},
		{fengcun.BySelf, fengcun.NewDate(2026, 11, 23), true},
		{fengcun.ByAgent, fengcun.NewDate(2026, 11, 24), true},
		{"neighbour", fengcun.NewDate(2026, 11, 24), false},
	} {
		if got := MayRepresent(c.by, birth, c.on); got != c.want {
			t.Errorf("%s on %v: %v", c.by, c.on, got)
		}
	}
}
