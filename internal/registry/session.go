package registry

import (
	"context"
	"slices"
	"time"

	"fengcun"
	"fengcun/internal/identity"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// How long a session lasts. Use is recorded at intervals, so that idleLife is an
// upper bound and a session may end up to seenEvery earlier.
const (
	sessionLife = 10 * time.Hour
	idleLife    = 30 * time.Minute
	seenEvery   = 5 * time.Minute
)

// Session says who a token stands for.
type Session struct {
	ID          fengcun.ID
	Staff       fengcun.StaffID
	Actor       fengcun.Actor   // whom the session acts as; zero until a role was chosen
	Memberships []fengcun.Actor // among which to choose
	MustReplace bool            // the first secret must be replaced before anything else
	Method      string          // what it was begun with: a kind of credential, or "first_secret"
	Started     time.Time
	Ends        time.Time // whatever is done; earlier if nothing is done for half an hour
}

// Session returns the session of a token. It looks at the books each time: a role
// that was taken away, an account that was closed and a session that was ended are
// over with the next request.
//
// Errors: session.ended (forbidden), for every token that is not a live session's.
func (r *Registry) Session(ctx context.Context, token identity.Token) (Session, error) {
	row, s, err := r.live(ctx, token)
	if err != nil {
		return Session{}, err
	}
	if now := r.clock(); now.Unix() >= row.SeenAt+int64(seenEvery/time.Second) {
		_, err := r.commit(ctx, sessionAct("resume_session", row), []store.Statement{store.SeeSession(row, now.Unix())})
		if err != nil && fengcun.CodeOf(err) != "store.conflict" { // another request of the same session was recorded
			return Session{}, err
		}
	}
	return s, nil
}

// live loads the session of a token and what it may act as.
func (r *Registry) live(ctx context.Context, token identity.Token) (store.Session, Session, error) {
	ended := &fengcun.Error{Kind: fengcun.KindForbidden, Code: "session.ended"}
	row, err := store.SessionByToken(ctx, r.rows, token.Hash())
	if fengcun.KindOf(err) == fengcun.KindNotFound {
		return row, Session{}, ended
	} else if err != nil {
		return row, Session{}, err
	}
	if over(row, r.clock()) {
		return row, Session{}, ended
	}
	account, err := store.AccountOf(ctx, r.rows, row.Actor.Staff)
	if err != nil {
		return row, Session{}, err
	}
	members, err := store.Memberships(ctx, r.rows, row.Actor.Staff, r.today())
	if err != nil {
		return row, Session{}, err
	}
	chosen := row.Actor.Role != ""
	if account.State != store.AccountOpen || chosen && !slices.Contains(members, row.Actor) {
		return row, Session{}, ended
	}
	return row, sessionOf(row, members), nil
}

// over reports whether a session has ended by itself.
func over(row store.Session, now time.Time) bool {
	return now.Unix() >= row.ExpiresAt || now.Unix() >= row.SeenAt+int64(idleLife/time.Second)
}

func sessionOf(row store.Session, members []fengcun.Actor) Session {
	s := Session{
		ID: row.ID, Staff: row.Actor.Staff, Memberships: members, MustReplace: row.Method == store.MethodFirstSecret, Method: row.Method,
		Started: time.Unix(row.StartedAt, 0), Ends: time.Unix(row.ExpiresAt, 0),
	}
	if row.Actor.Role != "" && !s.MustReplace {
		s.Actor = row.Actor
	}
	return s
}

// sessionAct is an act of whoever holds the token, which is all that it rests on.
func sessionAct(name policy.Act, row store.Session) *act {
	a := &act{actor: row.Actor, name: name, ground: policy.Ground{PolicyID: "holds-token", Basis: "P4"}, subject: row.ID}
	if a.actor.Organ == "" {
		a.actor.Organ = installation
	}
	return a
}

// begin builds a new session. Whoever has one role only, acts in it at once.
func (r *Registry) begin(ctx context.Context, staff fengcun.StaffID, method string, as fengcun.Actor, now, ends time.Time) (SignedIn, []store.Statement, error) {
	members, err := store.Memberships(ctx, r.rows, staff, r.today())
	if err != nil {
		return SignedIn{}, nil, err
	}
	if as.Role == "" && len(members) == 1 {
		as = members[0]
	}
	as.Staff = staff
	token := identity.NewToken()
	row := store.Session{
		ID: fengcun.NewID(), Token: token.Hash(), Actor: as, Method: method, State: store.SessionLive,
		StartedAt: now.Unix(), SeenAt: now.Unix(), ExpiresAt: ends.Unix(),
	}
	return SignedIn{Token: token, Session: sessionOf(row, members)}, []store.Statement{
		store.ForgetSessions(now.Add(-forgetAfter).Unix()), store.InsertSession(row),
	}, nil
}

// ChooseRole says in which organ and role a session acts, at first or anew. The
// session is replaced by one with another token and the same end, so that a token
// that was seen before has no right it did not have then.
func (r *Registry) ChooseRole(ctx context.Context, token identity.Token, organ fengcun.OrganID, role fengcun.Role) (SignedIn, error) {
	row, s, err := r.live(ctx, token)
	if err != nil {
		return SignedIn{}, err
	}
	as := fengcun.Actor{Staff: s.Staff, Organ: organ, Role: role}
	if s.MustReplace || !slices.Contains(s.Memberships, as) {
		return SignedIn{}, &fengcun.Error{Kind: fengcun.KindForbidden, Code: "session.role"}
	}
	a, err := r.authorize(ctx, policy.Request{Actor: as, Act: policy.ChooseRole, Organ: organ, Assignee: as.Staff}, row.ID)
	if err != nil {
		return SignedIn{}, err
	}
	begun, statements, err := r.begin(ctx, s.Staff, row.Method, as, r.clock(), s.Ends)
	if err != nil {
		return SignedIn{}, err
	}
	a.object = begun.Session.ID
	_, err = r.commit(ctx, a, append(statements, store.EndSession(row.ID)))
	return begun, err
}

// SignOut ends the session of a token.
func (r *Registry) SignOut(ctx context.Context, token identity.Token) error {
	row, _, err := r.live(ctx, token)
	if err != nil {
		return err
	}
	_, err = r.commit(ctx, sessionAct(policy.EndSession, row), []store.Statement{store.EndSession(row.ID)})
	return err
}

// Sessions lists the actor's own sessions, the newest first.
func (r *Registry) Sessions(ctx context.Context, actor fengcun.Actor) ([]Session, error) {
	rows, err := store.SessionsOf(ctx, r.rows, actor.Staff)
	if err != nil {
		return nil, err
	}
	var live []Session
	for _, row := range rows {
		if !over(row, r.clock()) {
			live = append(live, sessionOf(row, nil))
		}
	}
	return live, nil
}

// RevokeSession ends a session: one's own, or as security administrator that of a
// member of the organ. The session of anybody else and none at all are the same
// answer.
func (r *Registry) RevokeSession(ctx context.Context, actor fengcun.Actor, id fengcun.ID) error {
	row, err := store.SessionByID(ctx, r.rows, id)
	if err != nil {
		return err
	}
	if row.Actor.Staff != actor.Staff {
		if err := r.colleague(ctx, actor, row.Actor.Staff, "session"); err != nil {
			return err
		}
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.EndSession, Organ: actor.Organ, Assignee: row.Actor.Staff}, row.ID)
	if err != nil {
		return err
	}
	_, err = r.commit(ctx, a, []store.Statement{store.EndSession(row.ID)})
	return err
}

// colleague refuses, as not found, whoever has no role in the actor's organ.
func (r *Registry) colleague(ctx context.Context, actor fengcun.Actor, staff fengcun.StaffID, noun string) error {
	members, err := store.Memberships(ctx, r.rows, staff, r.today())
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(members, func(m fengcun.Actor) bool { return m.Organ == actor.Organ }) {
		return errNotFound(noun)
	}
	return nil
}
