package registry_test

import (
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/identity"
	"fengcun/internal/registry"
)

// Once codes are enrolled the password alone opens nothing, no code is good twice,
// and what is missing is not told from what is wrong.
func TestOneTimeCodes(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		s := signedIn(t, d, handler, chosen)
		secret := d.Registry.NewCodeSecret()
		code := func() identity.Password { return identity.Password(secret.At(d.Clock.Now())) }
		refusal(t, d.Registry.EnrolCode(ctx, s.Token, registry.CodeEnrolment{Secret: secret, Code: "000000", Password: chosen}), "credential.code")
		short := secret[:4]
		refusal(t, d.Registry.EnrolCode(ctx, s.Token, registry.CodeEnrolment{Secret: short, Code: identity.Password(short.At(d.Clock.Now())), Password: chosen}), "credential.code")
		if err := d.Registry.EnrolCode(ctx, s.Token, registry.CodeEnrolment{Secret: secret, Code: code(), Password: chosen}); err != nil {
			t.Fatal(err)
		}
		try := func(code identity.Password, want string) {
			t.Helper()
			_, err := d.Registry.SignIn(ctx, registry.SignInRequest{Account: string(handler.Staff), Password: chosen, Code: code})
			refusal(t, err, want)
		}
		try(code(), "sign_in.refused") // used for enrolling
		try("", "sign_in.refused")
		d.Clock.Advance(time.Minute)
		try(code(), "")
		try(code(), "sign_in.refused") // used
		d.Clock.Advance(time.Minute)
		try(code(), "")

		list, err := d.Registry.Credentials(ctx, handler)
		if err != nil || len(list) != 2 {
			t.Fatalf("%v, %v", list, err)
		}
		for _, c := range list {
			want := ""
			if c.Kind == "password" {
				want = "not_found"
			}
			refusal(t, d.Registry.RemoveCredential(ctx, s.Token, c.ID, chosen), want)
		}
		try("", "")
		refusal(t, d.Registry.RemoveCredential(ctx, s.Token, fengcun.NewID(), "not the password"), "sign_in.refused")
		refusal(t, d.Registry.RemoveCredential(ctx, s.Token, fengcun.NewID(), chosen), "session.ended")
	})
}
