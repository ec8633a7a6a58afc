package sample

import (
	"context"

	"fengcun"
	"fengcun/internal/identity"
)

// Opener opens the accounts of a sample installation. The registry of acts is one.
type Opener interface {
	NewSampleSecret(ctx context.Context) (identity.SampleSecret, error)
	OpenSampleAccount(ctx context.Context, actor fengcun.Actor, staff fengcun.StaffID, secret identity.SampleSecret) error
}

// OpenAccounts opens an account for each of the sample staff and returns the one
// password of them all, which is random and told nowhere else.
func OpenAccounts(ctx context.Context, o Opener) (identity.Password, error) {
	secret, err := o.NewSampleSecret(ctx)
	if err != nil {
		return "", err
	}
	for _, member := range Staff() {
		if err := o.OpenSampleAccount(ctx, Member(member.Organ, fengcun.RoleSecurityAdmin), member.Staff, secret); err != nil {
			return "", err
		}
	}
	return secret.Password, nil
}
