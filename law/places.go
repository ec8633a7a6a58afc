package law

import (
	"slices"

	"fengcun"
)

// ExpectedPlace is a place where an organ has to look for copies of a record, with the
// article for which it does.
type ExpectedPlace struct {
	Place fengcun.Place
	Basis Basis
}

// ExpectedPlaces is the catalogue of Article 2 for an outcome: where an organ of a kind
// looks for copies beside the case file before it says that everything is sealed. It is
// a list to look through and no finding: that a place stands on it says nothing about
// what is there, and what is unknown of the outcome leaves a place on the list.
func ExpectedPlaces(f Facts, kind fengcun.OrganKind) []ExpectedPlace {
	o := f.Outcome
	court := o.Disposition.Conviction() || o.Disposition == fengcun.AcquittedInsufficient || o.Disposition == fengcun.AcquittedInnocent
	community := o.Suspended || o.Parole || o.Outside || o.Disposition == fengcun.ConvictedControl || !o.Accompanying.Control.IsZero()
	inside := (o.Disposition == fengcun.ConvictedImprisonment || o.Disposition == fengcun.ConvictedLife) && !o.Suspended
	money := court && (o.Accompanying.Fine || o.Accompanying.Confiscation || o.Disposition == fengcun.ConvictedFineOnly)
	is := func(kinds ...fengcun.OrganKind) bool { return slices.Contains(kinds, kind) }
	var list []ExpectedPlace
	add := func(when bool, basis Basis, places ...fengcun.Place) {
		if !when {
			return
		}
		for _, p := range places {
			list = append(list, ExpectedPlace{p, basis})
		}
	}
	// Who received a paper.
	add(is(fengcun.Court) && inside, Article11, fengcun.PlacePrison, fengcun.PlaceReformatory)
	add(is(fengcun.Court) && community, Article13, fengcun.PlaceAssessment)
	add(is(fengcun.Court) && court, Article17, fengcun.PlaceCivilParty)
	add(is(fengcun.Court, fengcun.Procuratorate), Article17, fengcun.PlaceLegalAid, fengcun.PlaceDefence, fengcun.PlaceVictim)
	add(is(fengcun.Court, fengcun.Procuratorate, fengcun.Police), Article17, fengcun.PlaceConsulate)
	add(is(fengcun.Police), Article11, fengcun.PlaceDetentionHouse, fengcun.PlaceHousehold)
	// What was taken over.
	add(is(fengcun.Court) && court, Article10, fengcun.PlaceHearingNotice, fengcun.PlacePublished)
	add(is(fengcun.Court) && money, Article10, fengcun.PlaceFine, fengcun.PlacePublicLists)
	add(is(fengcun.Police), Article10, fengcun.PlaceKeyPerson, fengcun.PlaceHotelTable, fengcun.PlaceBorderTable)
	add(is(fengcun.Justice) && community, Article13, fengcun.PlaceAssessment, fengcun.PlaceLocation)
	add(true, Article10, fengcun.PlaceChatGroup, fengcun.PlaceTraining, fengcun.PlaceStatistics)
	return list
}

// PlaceOf is where the papers are that somebody on the list of those who know received
// (Article 17), if it is a place of the catalogue.
func PlaceOf(k fengcun.KnowerCapacity) (p fengcun.Place, ok bool) {
	p, ok = map[fengcun.KnowerCapacity]fengcun.Place{
		fengcun.KnowerDefence: fengcun.PlaceDefence, fengcun.KnowerLegalAid: fengcun.PlaceLegalAid, fengcun.KnowerVictim: fengcun.PlaceVictim,
		fengcun.KnowerParty: fengcun.PlaceCivilParty, fengcun.KnowerConsularOfficer: fengcun.PlaceConsulate,
	}[k]
	return p, ok
}
