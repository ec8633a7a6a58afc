package console

import (
	"fengcun"
	"fengcun/internal/registry"
)

// Where else copies of a record are, and where its volumes stand.
var placeRoutes = []route{
	{"GET /copies/{id}/places", (*visit).placesPage, false},
	{"POST /copies/{id}/places", (*visit).checkPlace, false},
	{"GET /places/{id}", (*visit).answerPlacePage, false},
	{"POST /places/{id}", (*visit).answerPlace, false},
	{"POST /custody", (*visit).moveVolume, false},
}

type placesView struct {
	Form     *form
	Copy     fengcun.CopyID
	List     []registry.PlaceLine
	Places   []option
	Findings []option
	Kinds    []option
	Owners   []option
}

func (v *visit) placesView(f *form) (placesView, error) {
	view := placesView{
		Form: f, Places: named(v.look, "place", fengcun.Places()...), Kinds: named(v.look, "holding", fengcun.HoldingKinds()...),
		Findings: named(v.look, "place_finding", fengcun.PlaceHeld, fengcun.PlaceNone, fengcun.PlaceAsked),
	}
	id, err := v.id("id")
	if err != nil {
		return view, err
	}
	view.Copy = id
	if view.List, err = v.parts.Registry.Places(v.ctx(), v.actor(), id); err != nil {
		return view, err
	}
	organs, err := v.organOptions()
	view.Owners = organs[1:] // another's than the own
	return view, err
}

func (v *visit) placesPage() error {
	view, err := v.placesView(blank())
	if err != nil {
		return err
	}
	return v.page("places", view)
}

// checkPlace records what was found at one place.
func (v *visit) checkPlace() error {
	f := v.form()
	view, err := v.placesView(f)
	if err != nil {
		return err
	}
	q := registry.PlaceFound{
		Copy:    view.Copy,
		Place:   fengcun.Place(v.one(f, "place", "console.places.no_place", texts(fengcun.Places())...)),
		Finding: fengcun.PlaceFinding(v.one(f, "finding", "console.places.no_finding", values(view.Findings)...)),
		Holding: registry.NewHolding{Kind: fengcun.HoldingKind(f.Get("kind")), Label: f.Get("label")},
		Owner:   fengcun.OrganID(f.Get("owner")),
	}
	if f.good() {
		err := v.parts.Registry.CheckPlace(v.keyed(f), v.actor(), q)
		if err == nil {
			return v.goOn(v.r.URL.Path)
		}
		if err := v.blame(f, err, "place", "place", "finding", "finding", "owner", "owner", "kind", "kind", "label", "label"); err != nil {
			return err
		}
	}
	return v.again(f, "places", view)
}

type answerPlaceView struct {
	Form *form
	Task registry.Task
}

// answerPlaceView finds the request among the visitor's own tasks.
func (v *visit) answerPlaceView(f *form) (answerPlaceView, error) {
	id, err := v.id("id")
	if err != nil {
		return answerPlaceView{}, err
	}
	t, err := v.parts.Registry.Task(v.ctx(), v.actor(), registry.StepAnswerPlace, id)
	return answerPlaceView{f, t}, err
}

func (v *visit) answerPlacePage() error {
	view, err := v.answerPlaceView(blank())
	if err != nil {
		return err
	}
	return v.page("place", view)
}

// answerPlace records that the owner of a system answered.
func (v *visit) answerPlace() error {
	f := v.form()
	view, err := v.answerPlaceView(f)
	if err != nil {
		return err
	}
	if err := v.parts.Registry.AnswerPlace(v.keyed(f), v.actor(), view.Task.Subject); err != nil {
		return err
	}
	return v.goOn("/work")
}

// moveVolume enters where the volume of a scanned label was brought.
func (v *visit) moveVolume() error {
	f := v.form()
	q := registry.VolumeMove{
		Label: f.Get("of"), Move: fengcun.CustodyMove(v.one(f, "move", "console.custody.no_move", texts(fengcun.CustodyMoves())...)),
		Archive: f.Get("archive"), Shelf: f.Get("shelf"), Box: f.Get("box"), To: fengcun.OrganID(f.Get("to")),
		On: v.day(f, "on", "console.custody.no_day"),
	}
	if f.good() {
		err := v.parts.Registry.MoveVolume(v.keyed(f), v.actor(), q)
		if err != nil {
			err = v.blame(f, err, "move", "move", "archive", "archive", "to", "to", "on", "on")
		}
		if err != nil {
			return err
		}
	}
	view, err := v.scanView(q.Label)
	if err != nil {
		return err
	}
	if f.good() {
		return v.page("scan", view)
	}
	f.Values["wording"], f.Values["size"] = view.Form.Values["wording"], view.Form.Values["size"]
	view.Form = f
	return v.again(f, "scan", view)
}
