package law_test

import (
	"slices"
	"testing"

	"fengcun"
	"fengcun/law"
)

// Where an organ looks follows the outcome and the organ's own part (Article 2).
func TestExpectedPlaces(t *testing.T) {
	prison := law.Outcome{Disposition: fengcun.ConvictedImprisonment, Term: fengcun.Term{Years: 3}}
	suspended, fined := prison, prison
	suspended.Suspended = true
	fined.Accompanying.Fine = true
	withdrawn := law.Outcome{Disposition: fengcun.CaseWithdrawn}
	for name, c := range map[string]struct {
		o        law.Outcome
		kind     fengcun.OrganKind
		has, not []fengcun.Place
	}{
		"prison, at the court":          {prison, fengcun.Court, []fengcun.Place{fengcun.PlacePrison, fengcun.PlaceReformatory, fengcun.PlacePublished, fengcun.PlaceDefence}, []fengcun.Place{fengcun.PlaceFine, fengcun.PlaceAssessment, fengcun.PlaceHotelTable}},
		"suspended, at the court":       {suspended, fengcun.Court, []fengcun.Place{fengcun.PlaceAssessment}, []fengcun.Place{fengcun.PlacePrison}},
		"suspended, at corrections":     {suspended, fengcun.Justice, []fengcun.Place{fengcun.PlaceLocation, fengcun.PlaceChatGroup}, []fengcun.Place{fengcun.PlacePrison}},
		"fined":                         {fined, fengcun.Court, []fengcun.Place{fengcun.PlaceFine, fengcun.PlacePublicLists}, nil},
		"withdrawn, at the police":      {withdrawn, fengcun.Police, []fengcun.Place{fengcun.PlaceKeyPerson, fengcun.PlaceDetentionHouse, fengcun.PlaceHousehold, fengcun.PlaceStatistics}, []fengcun.Place{fengcun.PlacePublished}},
		"not prosecuted, procuratorate": {law.Outcome{Disposition: fengcun.NonProsecutionDiscretionary}, fengcun.Procuratorate, []fengcun.Place{fengcun.PlaceVictim, fengcun.PlaceTraining}, []fengcun.Place{fengcun.PlacePublished, fengcun.PlaceHotelTable}},
	} {
		var got []fengcun.Place
		for _, e := range law.ExpectedPlaces(law.Facts{Outcome: c.o}, c.kind) {
			if e.Basis == "" || slices.Contains(got, e.Place) {
				t.Errorf("%s: %+v", name, e)
			}
			got = append(got, e.Place)
		}
		for _, p := range c.has {
			if !slices.Contains(got, p) {
				t.Errorf("%s: %s is missing in %v", name, p, got)
			}
		}
		for _, p := range c.not {
			if slices.Contains(got, p) {
				t.Errorf("%s: %s is there", name, p)
			}
		}
	}
}
