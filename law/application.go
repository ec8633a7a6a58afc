package law

import (
	"slices"

	"fengcun"
)

// The papers of a personal application (Article 15; Ministry of Public Security
// rules on inquiries of 2021). A residence permit at the place of residence is no
// question of the system: it does not know where a person lives.
var applicationPapers = map[fengcun.Applicant][]fengcun.Paper{
	fengcun.BySelf:           {fengcun.ApplicationForm, fengcun.OwnIdentity},
	fengcun.ByRepresentative: {fengcun.ApplicationForm, fengcun.OwnIdentity, fengcun.OtherIdentity, fengcun.ProofOfRelation},
	fengcun.ByGuardian:       {fengcun.ApplicationForm, fengcun.OwnIdentity, fengcun.OtherIdentity, fengcun.GuardianPapers},
	fengcun.ByAgent:          {fengcun.ApplicationForm, fengcun.OwnIdentity, fengcun.OtherIdentity, fengcun.PowerOfAttorney},
}

// freeApplications is how many applications a person makes in a calendar year
// without showing a purpose (一年超过三次的，不包含三次).
const freeApplications = 3

// ApplicationPapers returns the papers that an applicant shows; nil for nobody. With
// earlier applications of the same calendar year the purpose is among them.
func ApplicationPapers(by fengcun.Applicant, earlier int) []fengcun.Paper {
	papers := slices.Clone(applicationPapers[by])
	if papers != nil && earlier >= freeApplications {
		papers = append(papers, fengcun.ProofOfPurpose)
	}
	return papers
}

// MissingPapers returns what of it was not shown, in the same order.
func MissingPapers(by fengcun.Applicant, earlier int, shown []fengcun.Paper) []fengcun.Paper {
	return slices.DeleteFunc(ApplicationPapers(by, earlier), func(p fengcun.Paper) bool { return slices.Contains(shown, p) })
}

// MayRepresent reports whether somebody of this kind can apply for a person born on
// a day. An adult has no legal representative and a minor's guardian is the legal
// representative. On a day for which the law leaves the age open both are.
func MayRepresent(by fengcun.Applicant, birth, on fengcun.Date) bool {
	switch by {
	case fengcun.ByRepresentative:
		return AdultOn(birth, on) != Yes
	case fengcun.ByGuardian:
		return AdultOn(birth, on) != No
	}
	return by == fengcun.BySelf || by == fengcun.ByAgent
}
