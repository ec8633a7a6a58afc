package console

import (
	"fengcun"
	"fengcun/internal/registry"
)

var verificationRoutes = []route{
	{"GET /verifications/{id}", (*visit).verification, false},
	{"POST /verifications/{id}", (*visit).moveVerification, false},
}

type verificationView struct {
	Form    *form
	ID      fengcun.ID
	Decides bool // the head of the bureau, not the window
	registry.VerificationView
}

func (v *visit) verificationView(f *form) (verificationView, error) {
	view := verificationView{Form: f, Decides: v.actor().Role == fengcun.RoleApprover}
	var err error
	if view.ID, err = v.id("id"); err != nil {
		return view, err
	}
	view.VerificationView, err = v.parts.Registry.ViewVerification(v.ctx(), v.actor(), view.ID)
	return view, err
}

// verification is the page on which a verification is decided or ended. It shows
// the ground and nothing of the person: the papers are at the window.
func (v *visit) verification() error {
	view, err := v.verificationView(blank())
	if err != nil {
		return err
	}
	return v.page("verification", view)
}

func (v *visit) moveVerification() error {
	f := v.form()
	view, err := v.verificationView(f)
	if err != nil {
		return err
	}
	if view.Decides {
		decision := v.one(f, "decision", "console.verification.choose", "approve", "refuse")
		if f.good() {
			err = v.parts.Registry.DecideVerification(v.keyed(f), v.actor(), view.ID, decision == "approve")
		}
	} else {
		err = v.parts.Registry.EndVerification(v.keyed(f), v.actor(), view.ID)
	}
	if err != nil {
		if err := v.blame(f, err); err != nil {
			return err
		}
	}
	if f.good() {
		return v.goOn("/work")
	}
	return v.again(f, "verification", view)
}
