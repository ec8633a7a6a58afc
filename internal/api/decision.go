package api

import (
	"context"
	"strconv"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/registry"
	"fengcun/law"
)

type toldIn struct {
	Who  registry.Audience  `json:"who" enum:"person,legal_representative,close_relative,appropriate_adult"`
	Name fengcun.Particular `json:"name"`
}

type explainIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Mode      registry.ExplanationMode `json:"mode" enum:"oral,written,video"`
		To        []toldIn                 `json:"to" minItems:"1" maxItems:"20"`
		Reason    string                   `json:"reason,omitempty" enum:"now_adult,no_fit_representative"`
		Signed    bool                     `json:"signed"`
		Witnesses []fengcun.Particular     `json:"witnesses,omitempty" maxItems:"10"`
		On        fengcun.Date             `json:"on"`
	}
}

func (a *API) explain(ctx context.Context, c call, in *explainIn) error {
	q := in.Body
	e := registry.Explanation{Record: in.ID, Mode: q.Mode, Reason: q.Reason, Signed: q.Signed, Witnesses: q.Witnesses, On: q.On}
	for _, t := range q.To {
		e.To = append(e.To, registry.Told{Who: t.Who, Name: t.Name})
	}
	return a.Registry.Explain(ctx, c.actor, e)
}

type concludeIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Facts  facts                  `json:"facts" doc:"Complete: they replace those of the filing"`
		Effect *calendar.Confirmation `json:"effect,omitempty" doc:"Confirms the effective day of a judgment; may follow later"`
	}
}

type effectIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body calendar.Confirmation
}

func (a *API) confirmEffect(ctx context.Context, c call, in *effectIn) error {
	return a.Registry.ConfirmEffect(ctx, c.actor, in.ID, in.Body)
}

type lateAppealIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body calendar.LateFiling
}

func (a *API) lateAppeal(ctx context.Context, c call, in *lateAppealIn) error {
	return a.Registry.LateAppeal(ctx, c.actor, in.ID, in.Body)
}

func (a *API) conclude(ctx context.Context, c call, in *concludeIn) error {
	facts, err := law.ParseFacts(in.Body.Facts.text)
	if err != nil {
		return err
	}
	return a.Registry.Conclude(ctx, c.actor, registry.Conclusion{Record: in.ID, Facts: facts, Effect: in.Body.Effect})
}

// findingIn is what a person of the organ found, with reasons.
type findingIn struct {
	Answer  law.Truth    `json:"answer"`
	Reasons []law.Reason `json:"reasons" minItems:"1" maxItems:"8" enum:"nature,circumstances,harm,number_of_acts,share_of_sentence,evidence,best_interest,superior_reply"`
}

type ageIn struct {
	Act     int          `json:"act" minimum:"0" doc:"Counted from 0, as in the facts"`
	Stage   law.Stage    `json:"stage" enum:"minor,adult,straddling"`
	Reasons []law.Reason `json:"reasons" minItems:"1" maxItems:"8" enum:"nature,circumstances,harm,number_of_acts,share_of_sentence,evidence,best_interest,superior_reply"`
}

type proposeIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		MainActBefore18    *findingIn `json:"mainActBefore18,omitempty"`
		ControlWithinLimit *findingIn `json:"controlWithinLimit,omitempty"`
		Ages               []ageIn    `json:"ages,omitempty" maxItems:"200"`
	}
}

type proposedOut struct {
	Decision fengcun.ID   `json:"decision"`
	Content  law.Decision `json:"content" doc:"docs/schema/decision.schema.json"`
}

func (a *API) propose(ctx context.Context, c call, in *proposeIn) (proposedOut, error) {
	q := in.Body
	proposed, err := a.Registry.ProposeDecision(ctx, c.actor, in.ID, func(f *law.Facts) {
		if q.MainActBefore18 != nil {
			f.MainActBefore18 = law.HumanFinding(*q.MainActBefore18)
		}
		if q.ControlWithinLimit != nil {
			f.ControlWithinLimit = law.HumanFinding(*q.ControlWithinLimit)
		}
		for _, found := range q.Ages {
			if found.Act < len(f.Acts) {
				f.Acts[found.Act].AgeFinding = law.AgeFinding{Stage: found.Stage, Reasons: found.Reasons}
			}
		}
	})
	return proposedOut{proposed.ID, proposed.Decision}, err
}

type movedOut struct {
	State fengcun.RecordState `json:"state"`
}

func (a *API) approve(ctx context.Context, c call, in *doIn) (movedOut, error) {
	state, err := a.Registry.ApproveDecision(ctx, c.actor, in.ID)
	return movedOut{state}, err
}

type decisionOut struct {
	Decision   fengcun.ID       `json:"decision"`
	Record     fengcun.RecordID `json:"record"`
	Copy       fengcun.CopyID   `json:"copy"`
	State      string           `json:"state"`
	ProposedBy fengcun.StaffID  `json:"proposedBy"`
	ApprovedBy fengcun.StaffID  `json:"approvedBy,omitempty"`
	DecidedOn  fengcun.Date     `json:"decidedOn"`
	Content    law.Decision     `json:"content"`
}

func (a *API) decision(ctx context.Context, c call, in *idIn) (decisionOut, error) {
	v, err := a.Registry.DecisionView(ctx, c.actor, in.ID)
	return decisionOut{v.ID, v.Record, v.Copy, v.State, v.ProposedBy, v.ApprovedBy, v.DecidedOn, v.Decision}, err
}

type groundIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Facts groundFacts `json:"facts" doc:"docs/schema/unsealing-facts.schema.json"`
	}
}

type groundOut struct {
	Unsealing fengcun.ID `json:"unsealing"`
}

func (a *API) reportGround(ctx context.Context, c call, in *groundIn) (groundOut, error) {
	facts, err := law.ParseUnsealingFacts(in.Body.Facts.text)
	if err != nil {
		return groundOut{}, err
	}
	id, err := a.Registry.ReportGround(ctx, c.actor, in.ID, facts)
	return groundOut{id}, err
}

func (a *API) examine(ctx context.Context, c call, in *doIn) (law.UnsealingDecision, error) {
	return a.Registry.ExamineGround(ctx, c.actor, in.ID)
}

type liftIn struct {
	Write
	ID     fengcun.ID `path:"id"`
	Serial string     `query:"serial" maxLength:"7" pattern:"^[0-9]*$" doc:"Where the organ's unsealing notices are numbered by its own register outside: the serial number that it gave."`
}

func (a *API) lift(ctx context.Context, c call, in *liftIn) error {
	serial, _ := strconv.Atoi(in.Serial) // none, or digits
	return a.Registry.LiftAs(ctx, c.actor, in.ID, serial)
}

type reopenIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Handler fengcun.StaffID `json:"handler" minLength:"1" maxLength:"64" doc:"Who asked for it and works on it"`
	}
}

func (a *API) reopen(ctx context.Context, c call, in *reopenIn) error {
	return a.Registry.Reopen(ctx, c.actor, in.ID, in.Body.Handler)
}

type correctionIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Birth  fengcun.Date `json:"birth"`
		Source string       `json:"source" enum:"household_register,hospital,court"`
	}
}

type correctionOut struct {
	Review fengcun.ID `json:"review"`
}

func (a *API) reportCorrection(ctx context.Context, c call, in *correctionIn) (correctionOut, error) {
	id, err := a.Registry.ReportCorrection(ctx, c.actor, registry.Correction{Record: in.ID, Birth: in.Body.Birth, Source: in.Body.Source})
	return correctionOut{id}, err
}

type reviewOut struct {
	Record fengcun.RecordID `json:"record"`
	Birth  fengcun.Date     `json:"birth"`
	Source string           `json:"source"`
}

func (a *API) review(ctx context.Context, c call, in *idIn) (reviewOut, error) {
	q, err := a.Registry.Review(ctx, c.actor, in.ID)
	return reviewOut{q.Record, q.Birth, q.Source}, err
}

func (a *API) closeReview(ctx context.Context, c call, in *doIn) error {
	return a.Registry.CloseReview(ctx, c.actor, in.ID)
}

type unsealingOut struct {
	Unsealing     fengcun.ID              `json:"unsealing"`
	State         fengcun.UnsealingState  `json:"state"`
	Ground        fengcun.UnsealingGround `json:"ground"`
	Article       string                  `json:"article"`
	ProposedBy    fengcun.StaffID         `json:"proposedBy"`
	ApprovedBy    fengcun.StaffID         `json:"approvedBy,omitempty" doc:"Who lifted the seal."`
	EffectiveFrom fengcun.Date            `json:"effectiveFrom,omitzero" doc:"The day the ground arose (Article 19)."`
	LiftedOn      fengcun.Date            `json:"liftedOn,omitzero"`
	Record        fengcun.ID              `json:"record,omitzero" doc:"The record, once its seal is lifted."`
	Decision      *law.UnsealingDecision  `json:"decision,omitempty" doc:"What the law says to what was reported, while it is open."`
}

func (a *API) viewUnsealing(ctx context.Context, c call, in *idIn) (unsealingOut, error) {
	v, err := a.Registry.ViewUnsealing(ctx, c.actor, in.ID)
	return unsealingOut{v.ID, v.State, v.Ground, v.Article, v.ProposedBy, v.ApprovedBy, v.EffectiveFrom, v.LiftedOn, v.Record, v.Decision}, err
}
