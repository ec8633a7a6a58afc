// Package registry holds the acts of the law, one file each: file, explain,
// conclude, effect, decide, notify, receive, forward, reply, return, withdraw, enforcement, entrust, endservice, confirm, admit, certify, namesake,
// verification, inquire, basis, permit, search, read, unseal, reopen; titles, what inquiries may rest on; exchange, mark and probe; publish, void and revoke, for the papers that were
// issued; casepaper, the papers that are signed on the way, and blankform; instructions and tellseal, for what the person is told; label and markedfile, for what stands on the shelf; guardian, for who may not represent; place and custody, for where copies and volumes are; knower, for who learned of it; trace, for copies that turn up; who does them: signin, session, account; and
// feed and held, for what comes from the organ's own criminal-record platform; and
// the views: work, board, matters, matter, decisionview, auditlog.
//
// Every act has one shape, so that a reader who knows one knows all:
//
//	func (r *Registry) Seal(ctx, actor, request) (result, error)
//	    authorize   policy: may this actor do this, and on which basis
//	    load        what the act stands on, with row versions
//	    law         the rule, in package law or calendar, never here
//	    statements  the whole effect as data
//	    commit      all of it with its audit entry, or nothing
//
// Guarantees. No act has an effect or gives an answer without its entry in the
// audit log, refusals by policy included. Particulars of a person never leave
// the vault except as the result of Read, Search and the documents of Certify and
// Inquire. No act consults the sealed domain without a warrant: not to find
// duplicates, not to check a number, not to count.
//
// A list of records is worked off by Bulk: the same acts, one for each record, which
// share the reading and the sync to disk and nothing else.
//
// It knows no surface (command line, page, API) and renders no sentence: results
// are codes, identifiers and issued documents.
package registry

import (
	"context"
	"sync"
	"time"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/agent"
	"fengcun/internal/audit"
	"fengcun/internal/document"
	"fengcun/internal/identity"
	"fengcun/internal/message"
	"fengcun/internal/openregister"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
	"fengcun/internal/verification"
)

// Registry carries out the acts.
type Registry struct {
	store    *store.Store
	rows     store.Queryer // the store's reader, or what a bulk act read ahead
	policy   *policy.Policy
	vault    *vault.Vault
	agent    *agent.Agent
	papers   *verification.Keyring
	open     *openregister.Register
	calendar *inForce
	press    *document.Press
	forms    *formsInUse
	sealer   *audit.Sealer
	identity *identity.Identity
	clock    func() time.Time
	kept     func() ([][]byte, error)
	runs     *sealingRuns
	exchange *message.Keyring
	places   *places
	taking   *sync.Mutex // parcels are taken one after the other
	turn     turns       // of the acts of one bulk act; nil otherwise
}

// Parts are what a Registry works with. All are required.
type Parts struct {
	Store    *store.Store
	Policy   *policy.Policy
	Vault    *vault.Vault
	Agent    *agent.Agent
	Papers   *verification.Keyring
	Open     *openregister.Register
	Calendar *calendar.Calendar // of the yearly notices
	Press    *document.Press
	Sealer   *audit.Sealer
	Identity *identity.Identity
	Exchange *message.Keyring
	Clock    func() time.Time

	// Kept returns the signed checkpoints that are kept outside the database.
	Kept func() ([][]byte, error)
}

// New returns a Registry.
func New(p Parts) *Registry {
	return &Registry{
		store: p.Store, rows: p.Store.Reader(), policy: p.Policy, vault: p.Vault, agent: p.Agent,
		papers: p.Papers, open: p.Open, calendar: &inForce{calendar: p.Calendar}, press: p.Press, forms: &formsInUse{}, sealer: p.Sealer, identity: p.Identity, clock: p.Clock, kept: p.Kept,
		runs: newSealingRuns(p.Vault), exchange: p.Exchange, taking: &sync.Mutex{}, places: &places{},
	}
}

// today is the civil date of the act.
func (r *Registry) today() fengcun.Date { return fengcun.DateOf(r.clock()) }

// An act is one act being prepared: who does what to which thing, on which
// ground.
type act struct {
	actor   fengcun.Actor
	name    policy.Act
	ground  policy.Ground
	subject fengcun.ID // what it is done to
	object  fengcun.ID // what it makes, if anything
	detail  string     // a code: verdict, state, ground
	warrant [32]byte   // hash of the warrant it grants, if any
	key     *RequestKey
}

// RequestKey makes a retried request happen once. MAC is a keyed hash of the
// request, made by the surface that received it.
type RequestKey struct {
	Key string
	MAC [32]byte
}

// denied is the detail of an entry about a refusal by policy.
const denied = "denied"

// authorize asks the policy. A refusal is itself an entry in the log, made
// before the answer is given.
func (r *Registry) authorize(ctx context.Context, q policy.Request, subject fengcun.ID) (*act, error) {
	ground, err := r.permit(ctx, q)
	a := &act{actor: q.Actor, name: q.Act, ground: ground, subject: subject}
	if err == nil {
		return a, nil
	}
	if fengcun.KindOf(err) != fengcun.KindForbidden {
		return nil, err
	}
	a.detail = denied
	if _, logErr := r.commit(ctx, a, nil); logErr != nil {
		return nil, logErr
	}
	return nil, err
}

// change puts the statements of an act together with its audit entry.
func (r *Registry) change(a *act, statements []store.Statement) (store.Change, error) {
	entry, err := r.sealer.Entry(audit.Class(a.name), a.actor, r.clock(), audit.Body{
		Subject: a.subject,
		Object:  a.object,
		Warrant: a.warrant,
		Basis:   a.ground.PolicyID + ":" + a.ground.Basis,
		Detail:  a.detail,
	})
	if err != nil {
		return store.Change{}, err
	}
	c := store.Change{Statements: statements, Entry: entry}
	if a.key != nil {
		c.Idempotency = r.idempotency(a, a.key)
	}
	return c, nil
}

func (r *Registry) idempotency(a *act, key *RequestKey) *store.Idempotency {
	return &store.Idempotency{
		Actor:    string(a.actor.Staff) + "@" + string(a.actor.Organ),
		Route:    string(a.name),
		Key:      r.sealer.RequestKey(key.Key),
		MAC:      key.MAC,
		ResultID: a.object,
		Expires:  r.clock().Add(idempotencyLife).Unix(),
	}
}

// idempotencyLife is how long a request key is remembered.
const idempotencyLife = 24 * time.Hour

// commit makes the act happen: all statements and the audit entry, or nothing.
func (r *Registry) commit(ctx context.Context, a *act, statements []store.Statement) (store.Receipt, error) {
	return under(ctx, a, func() (store.Receipt, error) {
		c, err := r.change(a, statements)
		if err != nil {
			return store.Receipt{}, err
		}
		r.turn.give()
		defer r.turn.take()
		return r.store.Commit(ctx, c)
	})
}

// asked answers for the noun that the actor asked for, whichever part of it was
// not found: the missing part would tell how far the search for it came, and so
// that it is sealed.
func asked(noun string, err error) error {
	if fengcun.KindOf(err) == fengcun.KindNotFound {
		return errNotFound(noun)
	}
	return err
}

func errNotFound(noun string) error {
	return &fengcun.Error{Kind: fengcun.KindNotFound, Code: "not_found", Args: map[string]string{"noun": noun}}
}

// decidingCopy returns the deciding organ's working copy of a record.
func (r *Registry) decidingCopy(ctx context.Context, organ fengcun.OrganID, id fengcun.RecordID) (store.Copy, error) {
	copies, err := store.OpenCopiesOfRecord(ctx, r.rows, organ, id)
	if err != nil {
		return store.Copy{}, err
	}
	if len(copies) == 0 {
		return store.Copy{}, errNotFound("record")
	}
	return copies[0], nil
}

// ownRecord returns a record that the actor's organ decides on. That of another
// organ and none at all are the same answer.
func (r *Registry) ownRecord(ctx context.Context, actor fengcun.Actor, id fengcun.RecordID) (store.Record, error) {
	rec, err := store.RecordByID(ctx, r.rows, id)
	if err != nil {
		return store.Record{}, err
	}
	if rec.Organ != actor.Organ {
		return store.Record{}, errNotFound("record")
	}
	return rec, nil
}

// working loads a record and the deciding organ's copy of it, and asks the
// policy whether the actor may act on it.
func (r *Registry) working(ctx context.Context, actor fengcun.Actor, name policy.Act, id fengcun.RecordID, proposer fengcun.StaffID) (*act, store.Record, store.Copy, error) {
	// The copy first: a sealed record and one that never was must end at the same
	// query.
	c, err := r.decidingCopy(ctx, actor.Organ, id)
	if err != nil {
		return nil, store.Record{}, c, err
	}
	rec, err := r.ownRecord(ctx, actor, id)
	if err != nil {
		return nil, rec, c, err
	}
	a, err := r.authorize(ctx, policy.Request{
		Actor: actor, Act: name, Organ: rec.Organ, Proposer: proposer, Assignee: c.Assignee,
	}, rec.ID)
	return a, rec, c, err
}

// tries is how often an act that rests on nothing but new rows is carried out
// again after a conflict.
const tries = 5

// again carries out an act that rests on nothing that somebody else could change
// but the organ's working epoch: a conflict says that the epoch moved between
// encrypting and committing, nothing happened, and the next attempt is under the
// new one. Acts that rest on the state of a record are not repeated by
// themselves: what conflicted has to be looked at again.
func again[T any](act func() (T, error)) (T, error) {
	for range tries - 1 {
		if result, err := act(); fengcun.CodeOf(err) != "store.conflict" {
			return result, err
		}
	}
	return act()
}
