package registry_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/identity"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// eachEngine opens the sample district on both databases.
func eachEngine(t *testing.T, test func(t *testing.T, d *district.District)) {
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); test(t, district.Open(t)) })
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, district.OpenWith(t, "intl", fengcuntest.PostgresDSN(t)))
	})
}

var security = sample.Member(sample.Court, fengcun.RoleSecurityAdmin)

func typed(staff fengcun.StaffID, password identity.Password) registry.SignInRequest {
	return registry.SignInRequest{Account: string(staff), Password: password}
}

// signedIn opens an account, signs in for the first time and replaces the secret.
func signedIn(t *testing.T, d *district.District, who fengcun.Actor, chosen identity.Password) registry.SignedIn {
	t.Helper()
	secret, err := d.Registry.OpenAccount(ctx, sample.Member(who.Organ, fengcun.RoleSecurityAdmin), who.Staff)
	if err != nil {
		t.Fatal(err)
	}
	first, err := d.Registry.SignIn(ctx, typed(who.Staff, secret))
	if err != nil {
		t.Fatal(err)
	}
	s, err := d.Registry.ReplacePassword(ctx, first.Token, secret, chosen)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const chosen identity.Password = "春江潮水连海平海上明月共潮生"

func refusal(t *testing.T, err error, code string) {
	t.Helper()
	if fengcun.CodeOf(err) != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

// The first secret opens one door, to its own replacement; every session from
// before is over then, and the secret is no longer good.
func TestFirstSecretMustBeReplaced(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		secret, err := d.Registry.OpenAccount(ctx, security, handler.Staff)
		if err != nil {
			t.Fatal(err)
		}
		_, err = d.Registry.OpenAccount(ctx, security, handler.Staff)
		refusal(t, err, "account.exists")
		first, err := d.Registry.SignIn(ctx, typed(handler.Staff, secret))
		if err != nil {
			t.Fatal(err)
		}
		if !first.Session.MustReplace || first.Session.Actor != (fengcun.Actor{}) {
			t.Errorf("the first secret gave %+v", first.Session)
		}
		_, err = d.Registry.ChooseRole(ctx, first.Token, handler.Organ, handler.Role)
		refusal(t, err, "session.role")
		for _, bad := range []struct {
			password identity.Password
			code     string
		}{{"short", "password.short"}, {"aaaaaaaaaaaaaaaa", "password.guessable"}, {identity.Password("x1Y!" + handler.Staff), "password.guessable"}} {
			_, err := d.Registry.ReplacePassword(ctx, first.Token, secret, bad.password)
			refusal(t, err, bad.code)
		}
		now, err := d.Registry.ReplacePassword(ctx, first.Token, secret, chosen)
		if err != nil {
			t.Fatal(err)
		}
		if s, err := d.Registry.Session(ctx, now.Token); err != nil || s.Actor != handler || s.MustReplace {
			t.Errorf("after the replacement: %+v, %v", s, err)
		}
		_, err = d.Registry.Session(ctx, first.Token)
		refusal(t, err, "session.ended")
		_, err = d.Registry.SignIn(ctx, typed(handler.Staff, secret))
		refusal(t, err, "sign_in.refused")
		if _, err := d.Registry.SignIn(ctx, typed(handler.Staff, chosen)); err != nil {
			t.Error(err)
		}
		// Whoever holds a stolen session cannot guess the password with it.
		_, err = d.Registry.ReplacePassword(ctx, now.Token, "not the old one at all", "a fresh and long one")
		refusal(t, err, "sign_in.refused")
		_, err = d.Registry.Session(ctx, now.Token)
		refusal(t, err, "session.ended")
	})
}

// A session ends by itself, when it is signed out or revoked, and when the account's
// role is gone.
func TestSessionEnds(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		first := signedIn(t, d, handler, chosen)
		again := func() registry.SignedIn {
			s, err := d.Registry.SignIn(ctx, typed(handler.Staff, chosen))
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		ended := func(what string, token identity.Token) {
			t.Helper()
			if _, err := d.Registry.Session(ctx, token); fengcun.CodeOf(err) != "session.ended" {
				t.Errorf("%s: %v", what, err)
			}
		}
		ended("a token of nobody", identity.ParseToken("x"))

		// Use keeps it alive, ten hours at most.
		for range 9*3 + 2 {
			d.Clock.Advance(20 * time.Minute)
			if _, err := d.Registry.Session(ctx, first.Token); err != nil {
				t.Fatal(err)
			}
		}
		d.Clock.Advance(20 * time.Minute)
		ended("ten hours", first.Token)
		idle := again()
		d.Clock.Advance(30 * time.Minute)
		ended("half an hour unused", idle.Token)

		one, other := again(), again()
		if list, err := d.Registry.Sessions(ctx, handler); err != nil || len(list) != 2 {
			t.Errorf("listed %d, %v", len(list), err)
		}
		if err := d.Registry.SignOut(ctx, one.Token); err != nil {
			t.Fatal(err)
		}
		ended("signed out", one.Token)
		if err := d.Registry.SignOut(ctx, one.Token); fengcun.CodeOf(err) != "session.ended" {
			t.Errorf("signed out twice: %v", err)
		}

		// Another handler may not end it, another organ's administrator finds none.
		err := d.Registry.RevokeSession(ctx, sample.Second(sample.Court), other.Session.ID)
		refusal(t, err, "policy.denied")
		err = d.Registry.RevokeSession(ctx, sample.Member(sample.Police, fengcun.RoleSecurityAdmin), other.Session.ID)
		refusal(t, err, "not_found")
		if err := d.Registry.RevokeSession(ctx, security, other.Session.ID); err != nil {
			t.Fatal(err)
		}
		ended("revoked", other.Token)
		own := again()
		if err := d.Registry.RevokeSession(ctx, handler, own.Session.ID); err != nil {
			t.Fatal(err)
		}
		ended("revoked by its owner", own.Token)
	})
}

// Somebody with roles in two organs chooses, and chooses anew, each time with
// another token; no role they do not have is given.
func TestChooseRole(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		window := sample.Member(sample.Police, fengcun.RoleWindow)
		window.Staff = handler.Staff
		if err := d.Registry.AddMember(ctx, sample.Member(sample.Police, fengcun.RoleSecurityAdmin), window); err != nil {
			t.Fatal(err)
		}
		start := signedIn(t, d, handler, chosen)
		if start.Session.Actor != (fengcun.Actor{}) || !slices.Equal(start.Session.Memberships, []fengcun.Actor{handler, window}) {
			t.Fatalf("%+v", start.Session)
		}
		_, err := d.Registry.ChooseRole(ctx, start.Token, sample.Court, fengcun.RoleApprover)
		refusal(t, err, "session.role")
		token := start.Token
		for _, as := range []fengcun.Actor{window, handler} {
			next, err := d.Registry.ChooseRole(ctx, token, as.Organ, as.Role)
			if err != nil {
				t.Fatal(err)
			}
			if s, err := d.Registry.Session(ctx, next.Token); err != nil || s.Actor != as || s.Ends != start.Session.Ends {
				t.Errorf("%+v, %v", s, err)
			}
			_, err = d.Registry.Session(ctx, token)
			refusal(t, err, "session.ended")
			token = next.Token
		}
	})
}

// An account that exists, one that is closed to passwords and one that nobody has
// get the same answers in the same order, the same rows and the same entries in
// the log.
func TestSignInDoesNotTellWhoExists(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		signedIn(t, d, handler, chosen)
		type seen struct {
			answers []string
			rows    [][3]int64
			sizes   []int
		}
		try := func(name string) (s seen) {
			before := entries(t, d)
			for range 7 {
				_, err := d.Registry.SignIn(ctx, registry.SignInRequest{Account: name, Password: "not the password", Code: "123456"})
				s.answers = append(s.answers, err.Error())
			}
			for _, e := range logRows(t, d)[before:] {
				s.sizes = append(s.sizes, len(e.Header)+len(e.Body))
			}
			rows, err := d.Store.Reader().QueryContext(ctx, `SELECT failures, last_at, version FROM sign_in_attempt ORDER BY account_key`)
			if err != nil {
				t.Fatal(err)
			}
			defer rows.Close()
			for rows.Next() {
				var r [3]int64
				if err := rows.Scan(&r[0], &r[1], &r[2]); err != nil {
					t.Fatal(err)
				}
				if r[0] > 0 {
					s.rows = append(s.rows, r)
				}
			}
			// Time passes, and the lock with it.
			d.Clock.Advance(25 * time.Hour)
			return s
		}
		known, unknown := try(string(handler.Staff)), try("nobody.court-dongjiang")
		if !slices.Equal(known.answers, unknown.answers) || !slices.Equal(known.sizes, unknown.sizes) {
			t.Errorf("known %v %v\nunknown %v %v", known.answers, known.sizes, unknown.answers, unknown.sizes)
		}
		if known.answers[4] != "forbidden: sign_in.refused" || known.answers[5] != "unavailable: sign_in.locked" || len(known.sizes) != 7 {
			t.Errorf("answers %v, %d entries", known.answers, len(known.sizes))
		}
		if len(known.rows) != 1 || known.rows[0][0] != 5 || unknown.rows[len(unknown.rows)-1][0] != 5 {
			t.Errorf("rows %v, %v", known.rows, unknown.rows)
		}
	})
}

type logRow struct{ Header, Body []byte }

// logRows reads the log as it is stored.
func logRows(t *testing.T, d *district.District) []logRow {
	t.Helper()
	rows, err := d.Store.Reader().QueryContext(ctx, `SELECT header, body FROM audit_leaf ORDER BY leaf_index`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []logRow
	for rows.Next() {
		var r logRow
		if err := rows.Scan(&r.Header, &r.Body); err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// Guesses made at once get no more answers than guesses made one after the other.
func TestLockOutCountsConcurrentGuesses(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		signedIn(t, d, handler, chosen)
		var mu sync.Mutex
		var wg sync.WaitGroup
		answers := map[string]int{}
		for range 30 {
			wg.Go(func() {
				_, err := d.Registry.SignIn(ctx, typed(handler.Staff, "not the password"))
				mu.Lock()
				answers[fengcun.CodeOf(err)]++
				mu.Unlock()
			})
		}
		wg.Wait()
		if answers["sign_in.refused"] > 5 {
			t.Errorf("%v", answers)
		}
		// The right password does not open while the name is locked, and does after.
		for answers["sign_in.refused"] < 5 {
			if _, err := d.Registry.SignIn(ctx, typed(handler.Staff, "not the password")); fengcun.CodeOf(err) != "sign_in.refused" {
				t.Fatal(err)
			}
			answers["sign_in.refused"]++
		}
		_, err := d.Registry.SignIn(ctx, typed(handler.Staff, chosen))
		refusal(t, err, "sign_in.locked")
		d.Clock.Advance(15 * time.Minute)
		if _, err := d.Registry.SignIn(ctx, typed(handler.Staff, chosen)); err != nil {
			t.Error(err)
		}
	})
}

// The sample accounts share a password that is made at random each time.
func TestSampleAccounts(t *testing.T) {
	d := district.Open(t)
	password, err := sample.OpenAccounts(ctx, d.Registry)
	if err != nil {
		t.Fatal(err)
	}
	for _, member := range sample.Staff() {
		s, err := d.Registry.SignIn(ctx, typed(member.Staff, password))
		if err != nil || s.Session.Actor != member {
			t.Errorf("%s: %+v, %v", member.Staff, s.Session, err)
		}
	}
	if other, err := sample.OpenAccounts(ctx, district.Open(t).Registry); err != nil || other == password {
		t.Errorf("two installations, one password: %v", err)
	}
}

// A token and a password leave no trace in the database.
func TestCredentialsAreNotKept(t *testing.T) {
	d := district.Open(t)
	s := signedIn(t, d, handler, chosen)
	for _, table := range []string{"account", "credential", "session", "sign_in_attempt"} {
		for _, row := range dump(t, d, `SELECT * FROM `+table) {
			for _, secret := range []string{s.Token.Reveal(), chosen.Reveal()} {
				bytes := strings.Trim(fmt.Sprint([]byte(secret)), "[]") // as dump prints a byte column
				if strings.Contains(row, secret) || strings.Contains(row, bytes) {
					t.Errorf("%s holds a secret", table)
				}
			}
		}
	}
	if rows, err := store.CredentialsOf(ctx, d.Store.Reader(), handler.Staff); err != nil || len(rows) != 1 || rows[0].OneTime {
		t.Errorf("%d credentials, %v", len(rows), err)
	}
}
