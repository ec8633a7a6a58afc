package console

import "fengcun"

var heldRoutes = []route{
	{"GET /held/{id}", (*visit).held, false},
	{"POST /held/{id}", (*visit).takeHeld, false},
}

type heldView struct {
	Form *form
	ID   fengcun.ID
}

// held is the page on which a row of the platform is taken into one's hands. What it
// says stands on the page of the matter, and nowhere before.
func (v *visit) held() error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	return v.page("held", heldView{blank(), id})
}

func (v *visit) takeHeld() error {
	f := v.form()
	id, err := v.id("id")
	if err != nil {
		return err
	}
	filed, err := v.parts.Registry.TakeHeld(v.keyed(f), v.actor(), id)
	if err != nil {
		if err := v.blame(f, err); err != nil {
			return err
		}
		return v.again(f, "held", heldView{f, id})
	}
	return v.goOn("/matters/" + filed.Records[0].String())
}
