package sample

import (
	"context"

	"fengcun"
	"fengcun/internal/message"
)

// The sample district on two installations: those who judge and prosecute on one,
// those who investigate and correct on the other.
var (
	OnFirst  = []fengcun.OrganID{Court, Procuratorate, OtherCourt}
	OnSecond = []fengcun.OrganID{Police, Justice}
)

// Exchanger carries out the acts by which organs get to know each other's exchange
// keys. The registry of acts is one.
type Exchanger interface {
	NewExchangeKey(ctx context.Context, actor fengcun.Actor, orderedBy fengcun.StaffID, address string) (message.Card, error)
	ExchangeCard(ctx context.Context, organ fengcun.OrganID) ([]byte, message.KeyID, error)
	TrustPeer(ctx context.Context, actor fengcun.Actor, orderedBy fengcun.StaffID, raw []byte, compared message.KeyID) (message.Card, error)
}

// Introduce makes exchange keys for the organs of both installations, which are
// reached at these addresses, and has each enter the other's in its peer list.
func Introduce(ctx context.Context, first, second Exchanger, addressOfFirst, addressOfSecond string) error {
	for _, side := range []struct {
		from, to   Exchanger
		own, there []fengcun.OrganID
		address    string
	}{{first, second, OnFirst, OnSecond, addressOfFirst}, {second, first, OnSecond, OnFirst, addressOfSecond}} {
		for _, organ := range side.own {
			if _, err := side.from.NewExchangeKey(ctx, Member(organ, fengcun.RoleSecurityAdmin), SecondSecurity(organ).Staff, side.address); err != nil {
				return err
			}
			card, key, err := side.from.ExchangeCard(ctx, organ)
			if err != nil {
				return err
			}
			if _, err := side.to.TrustPeer(ctx, Member(side.there[0], fengcun.RoleSecurityAdmin), SecondSecurity(side.there[0]).Staff, card, key); err != nil {
				return err
			}
		}
	}
	return nil
}
