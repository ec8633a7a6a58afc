package api

import (
	"context"

	"fengcun"
	"fengcun/internal/registry"
)

type placeLine struct {
	Place   fengcun.Place        `json:"place"`
	Article string               `json:"article"`
	Finding fengcun.PlaceFinding `json:"finding,omitempty" doc:"Absent while nobody has looked"`
	Owner   fengcun.OrganID      `json:"owner,omitempty"`
	By      fengcun.StaffID      `json:"by,omitempty"`
	On      fengcun.Date         `json:"on,omitzero"`
	Request *fengcun.ID          `json:"request,omitempty" doc:"Of a request to its owner"`
}

type placesOut struct {
	Places []placeLine `json:"places"`
}

func (a *API) places(ctx context.Context, c call, in *idIn) (placesOut, error) {
	list, err := a.Registry.Places(ctx, c.actor, in.ID)
	out := placesOut{[]placeLine{}}
	for _, l := range list {
		line := placeLine{l.Place, l.Article, l.Finding, l.Owner, l.By, l.On, nil}
		if !l.Request.IsZero() {
			line.Request = &l.Request
		}
		out.Places = append(out.Places, line)
	}
	return out, err
}

type checkPlaceIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Place   fengcun.Place        `json:"place" enum:"prison,reformatory,detention_house,household_station,pre_sentence,legal_aid,defence,victim,civil_party,consulate,fine_enforcement,public_lists,hearing_notice,published_judgment,key_person,hotel_table,border_table,location_supplier,chat_group,training_copy,statistics"`
		Finding fengcun.PlaceFinding `json:"finding" enum:"held,none,asked"`
		Kind    fengcun.HoldingKind  `json:"kind,omitempty" enum:"paper_volume,electronic_file,system_row,screening_table" doc:"Of what is held there"`
		Label   string               `json:"label,omitempty" maxLength:"20" doc:"Of what is held there; otherwise the program chooses one"`
		Owner   fengcun.OrganID      `json:"owner,omitempty" maxLength:"64" doc:"Whom it is asked of"`
	}
}

func (a *API) checkPlace(ctx context.Context, c call, in *checkPlaceIn) error {
	return a.Registry.CheckPlace(ctx, c.actor, registry.PlaceFound{
		Copy: in.ID, Place: in.Body.Place, Finding: in.Body.Finding, Owner: in.Body.Owner,
		Holding: registry.NewHolding{Kind: in.Body.Kind, Label: in.Body.Label},
	})
}

func (a *API) answerPlace(ctx context.Context, c call, in *doIn) error {
	return a.Registry.AnswerPlace(ctx, c.actor, in.ID)
}

type moveVolumeIn struct {
	Write
	Body struct {
		Label   string              `json:"label" minLength:"1" maxLength:"40"`
		Move    fengcun.CustodyMove `json:"move" enum:"shelved,lent,archived"`
		Archive string              `json:"archive,omitempty" maxLength:"20"`
		Shelf   string              `json:"shelf,omitempty" maxLength:"20"`
		Box     string              `json:"box,omitempty" maxLength:"20"`
		To      fengcun.OrganID     `json:"to,omitempty" maxLength:"64" doc:"Whom it is lent to"`
		On      fengcun.Date        `json:"on"`
	}
}

func (a *API) moveVolume(ctx context.Context, c call, in *moveVolumeIn) error {
	b := in.Body
	return a.Registry.MoveVolume(ctx, c.actor, registry.VolumeMove{Label: b.Label, Move: b.Move, Archive: b.Archive, Shelf: b.Shelf, Box: b.Box, To: b.To, On: b.On})
}

// custodyLine is one step of a volume's custody.
type custodyLine struct {
	Move     fengcun.CustodyMove `json:"move"`
	Archive  string              `json:"archive,omitempty"`
	Shelf    string              `json:"shelf,omitempty"`
	Box      string              `json:"box,omitempty"`
	Borrower fengcun.OrganID     `json:"borrower,omitempty"`
	On       fengcun.Date        `json:"on"`
	By       fengcun.StaffID     `json:"by"`
}

func custody(chain []registry.CustodyStep) []custodyLine {
	out := []custodyLine{}
	for _, s := range chain {
		out = append(out, custodyLine{s.Move, s.Archive, s.Shelf, s.Box, s.Borrower, s.On, s.EnteredBy})
	}
	return out
}
