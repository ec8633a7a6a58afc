package store

import "context"

func openPostgres(ctx context.Context, dsn, openRegisterDSN string) (engine, error) {
	return nil, unavailable("store.unavailable", nil)
}
