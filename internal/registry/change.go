package registry

import (
	"context"
	"encoding/json"
	"slices"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/identity"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// ChangeKind is what a Change changes.
type ChangeKind string

// The kinds of change that two people make.
const (
	ChangeRole     ChangeKind = "role"      // Member may act From until To
	ChangeReset    ChangeKind = "reset"     // Member's account gets a new first secret and loses everything else
	ChangePeers    ChangeKind = "peers"     // Organ and Other are at the same level From (Articles 11, 12)
	ChangePeersEnd ChangeKind = "peers_end" // they no longer are, To being the last day
	ChangeSuperior ChangeKind = "superior"  // Other is the organ above Organ

	// Other follows Organ, whose last day is To: renamed, merged, divided, abolished.
	ChangeSuccession ChangeKind = "succession"

	ChangeDeputy ChangeKind = "deputy" // Deputy stands in for Member From until To
	ChangeChain  ChangeKind = "chain"  // Chain approves Act at Member's organ, one after the other

	ChangeCalendar ChangeKind = "calendar" // the days of Calendar stand in the calendar

	ChangeTitle    ChangeKind = "title"     // Title stands in the register of Member's organ From until To
	ChangeTitleEnd ChangeKind = "title_end" // To is the last day of Title, which is named by its identifier
	ChangeForm     ChangeKind = "form"      // Member's organ prints with Form from the next day on

	ChangeIssuing ChangeKind = "issuing" // Member's organ issues certificates as Issuing says
)

// Change is a change of roles, accounts, organs, the calendar or a form. It names
// accounts, organs and days, never a person of a record.
type Change struct {
	Kind   ChangeKind      `json:"kind"`
	Member fengcun.Actor   `json:"member,omitzero"`
	Organ  fengcun.OrganID `json:"organ,omitempty"`
	Other  fengcun.OrganID `json:"other,omitempty"`
	From   fengcun.Date    `json:"from,omitzero"`
	To     fengcun.Date    `json:"to,omitzero"`

	In     fengcun.CaseType `json:"in,omitempty"` // of peers; empty is every type of case
	Deputy fengcun.StaffID  `json:"deputy,omitempty"`
	Act    policy.Act       `json:"act,omitempty"`
	Chain  string           `json:"chain,omitempty"` // accounts with commas between them; empty is any approver

	Calendar *calendar.Override `json:"calendar,omitempty"`

	Title *fengcun.LegalTitle `json:"title,omitempty"`
	Form  *FormText           `json:"form,omitempty"`

	Issuing *fengcun.Issuing `json:"issuing,omitempty"`
}

// changes says for each kind which act proposes and which approves it.
var changes = map[ChangeKind]struct{ propose, approve policy.Act }{
	ChangeRole:     {policy.GrantRole, policy.ApproveRole},
	ChangeReset:    {policy.ResetAccount, policy.ApproveReset},
	ChangePeers:    {policy.ManageOrgans, policy.ApproveOrgans},
	ChangePeersEnd: {policy.ManageOrgans, policy.ApproveOrgans},
	ChangeSuperior: {policy.ManageOrgans, policy.ApproveOrgans},

	ChangeSuccession: {policy.ManageOrgans, policy.ApproveOrgans},

	ChangeDeputy: {policy.GrantRole, policy.ApproveRole},
	ChangeChain:  {policy.GrantRole, policy.ApproveRole},

	ChangeCalendar: {policy.EnterDays, policy.ApproveDays},

	ChangeTitle:    {policy.ManageTitles, policy.ApproveTitles},
	ChangeTitleEnd: {policy.ManageTitles, policy.ApproveTitles},
	ChangeForm:     {policy.ChangeForm, policy.ApproveForm},

	ChangeIssuing: {policy.SwitchIssuing, policy.ApproveIssuing},
}

// at is the organ where the second person sits: that of the member, and for the
// list of organs, which is everybody's, that of the proposer.
func (c Change) at(proposer fengcun.Actor) fengcun.OrganID {
	if c.Member.Organ != "" {
		return c.Member.Organ
	}
	return proposer.Organ
}

// check refuses a change that names too little or what there is not.
func (r *Registry) check(ctx context.Context, c Change) error {
	switch c.Kind {
	case ChangeDeputy:
		return r.checkDeputy(ctx, c)
	case ChangeChain:
		return r.checkChain(ctx, c)
	case ChangeCalendar:
		return r.checkCalendar(ctx, c)
	case ChangeTitle, ChangeTitleEnd:
		return r.checkTitle(ctx, c)
	case ChangeForm:
		return r.checkForm(ctx, c)
	case ChangeIssuing:
		return r.checkIssuing(ctx, c)
	}
	if c.Kind == ChangeRole || c.Kind == ChangeReset {
		if c.Member.Staff == "" || c.Organ != "" || c.Kind == ChangeRole && !slices.Contains(fengcun.Roles(), c.Member.Role) {
			return fengcun.Invalid("change.incomplete", "member")
		}
		if c.Kind == ChangeReset {
			return r.colleague(ctx, fengcun.Actor{Organ: c.Member.Organ}, c.Member.Staff, "account")
		}
		return r.worksHere(ctx, c.Member.Organ)
	}
	if c.Organ == c.Other || c.Kind == ChangePeers && c.From.IsZero() || c.Kind == ChangePeersEnd && c.To.IsZero() {
		return fengcun.Invalid("change.incomplete", "organ")
	}
	for _, id := range []fengcun.OrganID{c.Organ, c.Other} {
		if _, err := store.Organ(ctx, r.rows, id); err != nil {
			return err
		}
	}
	if c.In != "" && !slices.Contains(fengcun.CaseTypes(), c.In) {
		return fengcun.Invalid("change.incomplete", "in")
	}
	if c.Kind == ChangeSuccession {
		return r.checkSuccession(ctx, c)
	}
	return nil
}

// ProposeChange puts a change before a second person.
func (r *Registry) ProposeChange(ctx context.Context, actor fengcun.Actor, c Change) (fengcun.ID, error) {
	acts, known := changes[c.Kind]
	if !known {
		return fengcun.ID{}, fengcun.Invalid("change.incomplete", "kind")
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: acts.propose, Organ: c.at(actor)}, fengcun.ID{})
	if err != nil {
		return fengcun.ID{}, err
	}
	if err := r.check(ctx, c); err != nil {
		return fengcun.ID{}, err
	}
	content, err := json.Marshal(c)
	if err != nil {
		return fengcun.ID{}, err
	}
	p := store.Proposal{ID: fengcun.NewID(), Organ: c.at(actor), Content: string(content), ProposedBy: actor.Staff, ProposedOn: r.today()}
	a.object, a.detail = p.ID, string(c.Kind)
	_, err = r.commit(ctx, a, []store.Statement{store.InsertProposal(p)})
	return p.ID, err
}

// ProposedChange is a change that waits for a second person.
type ProposedChange struct {
	ID         fengcun.ID
	Change     Change
	ProposedBy fengcun.StaffID
	ProposedOn fengcun.Date
}

// Changes lists what waits for a second person at the actor's organ and at those
// below it, as far as the actor may see it: those of the head's own field, titles and
// issuing, are for the head, and for nobody else.
func (r *Registry) Changes(ctx context.Context, actor fengcun.Actor) ([]ProposedChange, error) {
	if err := r.viewing(ctx, actor, policy.ViewChanges, fengcun.ID{}); err != nil {
		return nil, err
	}
	rows, err := store.OpenProposals(ctx, r.rows, actor.Organ)
	if err != nil {
		return nil, err
	}
	var waiting []ProposedChange
	for _, p := range rows {
		c, err := readChange(p)
		if err != nil {
			return nil, err
		}
		approve := changes[c.Kind].approve
		if (approve == policy.ApproveTitles || approve == policy.ApproveIssuing) == r.mayDo(actor, policy.ApproveTitles) {
			waiting = append(waiting, ProposedChange{p.ID, c, p.ProposedBy, p.ProposedOn})
		}
	}
	return waiting, nil
}

func readChange(p store.Proposal) (c Change, err error) {
	if json.Unmarshal([]byte(p.Content), &c) != nil {
		return c, &fengcun.Error{Kind: fengcun.KindInternal, Code: "change.content"}
	}
	return c, nil
}

// ApproveChange makes a proposed change, as its second person: of the same organ,
// or of the organ above where there are too few. Nobody approves what they proposed
// or what is for themselves. Approving a reset returns the new first secret, which
// is told once, to the one who did not ask for it.
func (r *Registry) ApproveChange(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (identity.Password, error) {
	p, c, a, err := r.secondFor(ctx, actor, id)
	if err != nil {
		return "", err
	}
	var secret identity.Password
	statements := []store.Statement{store.DecideProposal(p, store.ProposalApproved, actor.Staff, r.today())}
	switch c.Kind {
	case ChangeRole:
		statements = append(statements, store.SetMembership(c.Member, c.From, c.To))
	case ChangeReset:
		var reset []store.Statement
		if secret, reset, err = r.reset(ctx, c.Member.Staff); err != nil {
			return "", err
		}
		statements = append(statements, reset...)
	case ChangePeers:
		statements = append(statements, store.InsertPeer(c.Organ, c.Other, c.In, c.From)...)
	case ChangePeersEnd:
		statements = append(statements, store.EndPeer(c.Organ, c.Other, c.In, c.To))
	case ChangeSuperior:
		statements = append(statements, store.SetSuperior(c.Organ, c.Other))
	case ChangeDeputy:
		statements = append(statements, store.InsertDeputy(c.Member, c.Deputy, c.From, c.To))
	case ChangeChain:
		statements = append(statements, store.SetChain(c.Member.Organ, string(c.Act), c.chain())...)
	case ChangeTitle:
		statements = append(statements, store.InsertTitle(c.title(p.ID)))
	case ChangeTitleEnd:
		statements = append(statements, store.EndTitle(c.Member.Organ, c.Title.ID, c.To))
	case ChangeIssuing:
		statements = append(statements, store.SetIssuing(c.Member.Organ, *c.Issuing)...)
	case ChangeSuccession:
		a.detail = string(c.Kind)
		return "", r.succeed(ctx, a, p, c, statements[0])
	case ChangeCalendar:
		a.detail = string(c.Kind)
		return "", r.enterDays(ctx, a, p, c, statements[0])
	case ChangeForm:
		a.detail = string(c.Kind)
		return "", r.useForm(ctx, a, p, c, statements[0])
	}
	a.detail = string(c.Kind)
	_, err = r.commit(ctx, a, statements)
	return secret, err
}

// RefuseChange refuses a proposed change, as its second person.
func (r *Registry) RefuseChange(ctx context.Context, actor fengcun.Actor, id fengcun.ID) error {
	p, _, a, err := r.secondFor(ctx, actor, id)
	if err != nil {
		return err
	}
	a.detail = "refused"
	_, err = r.commit(ctx, a, []store.Statement{store.DecideProposal(p, store.ProposalRefused, actor.Staff, r.today())})
	return err
}

// secondFor loads a proposal and asks whether the actor may decide it. One of an
// organ that is neither the actor's nor below it is not found.
func (r *Registry) secondFor(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (store.Proposal, Change, *act, error) {
	p, err := store.ProposalByID(ctx, r.rows, id)
	if err != nil {
		return p, Change{}, nil, err
	}
	organ, err := store.Organ(ctx, r.rows, p.Organ)
	if err != nil {
		return p, Change{}, nil, err
	}
	if organ.ID != actor.Organ && organ.Superior != actor.Organ {
		return p, Change{}, nil, errNotFound("proposal")
	}
	c, err := readChange(p)
	if err != nil {
		return p, c, nil, err
	}
	proposer := p.ProposedBy
	if c.Member.Staff == actor.Staff || c.Deputy == actor.Staff && c.Deputy != "" || slices.Contains(c.chain(), actor.Staff) {
		proposer = actor.Staff // what is for oneself counts as one's own request
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: changes[c.Kind].approve, Organ: actor.Organ, Proposer: proposer}, p.ID)
	return p, c, a, err
}

// reset gives an account a new first secret in place of everything it had.
func (r *Registry) reset(ctx context.Context, staff fengcun.StaffID) (identity.Password, []store.Statement, error) {
	account, err := store.AccountOf(ctx, r.rows, staff)
	if err != nil {
		return "", nil, err
	}
	secret := identity.FirstSecret()
	hash, err := r.identity.Hash(ctx, secret)
	return secret, []store.Statement{
		store.MoveAccount(account, store.AccountOpen), store.EndSessionsOf(staff), store.DeleteCredentialsOf(staff),
		store.InsertCredential(r.passwordOf(staff, hash, true)),
	}, err
}
