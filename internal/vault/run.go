package vault

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/store"
	"fengcun/internal/vault/capsule"
)

// Run is one sealing run of an organ: the items of one sweep share one
// encapsulation to the organ's public sealed key. While the run lasts its secret
// is in memory, so it should be short; after End the server cannot open what it
// sealed. A Run is used by one goroutine.
type Run struct {
	vault *Vault
	row   capsule.Run
	key   *capsule.RunKey
}

// NewRun begins a sealing run. It needs nothing from the key agent.
func (v *Vault) NewRun(organ fengcun.OrganID) (*Run, error) {
	keys, err := v.keys.organ(organ)
	if err != nil {
		return nil, err
	}
	row, key, err := capsule.NewRun(v.suite, organ, keys.sealedID, keys.sealedPublic)
	if err != nil {
		return nil, err
	}
	return &Run{vault: v, row: row, key: key}, nil
}

// ID returns the identifier of the run, for the audit log.
func (r *Run) ID() fengcun.ID { return r.row.ID }

// Seal returns the statements that move items of the run's organ from the working
// into the sealed domain: the run's own row, the sealed wraps, the removal of the
// working wraps and of every index term. They all belong into one Change; several
// Changes may share a run, in any order. An item that is changed, re-wrapped or
// sealed by somebody else first makes the whole Change conflict.
//
// An item that is not in the working domain, or named twice, is not found.
func (r *Run) Seal(ctx context.Context, items ...fengcun.ItemID) ([]store.Statement, error) {
	return r.vault.Seal(ctx, r, items...)
}

// Seal is Run.Seal, by what this vault read ahead.
func (v *Vault) Seal(ctx context.Context, r *Run, items ...fengcun.ItemID) ([]store.Statement, error) {
	statements := make([]store.Statement, 0, 1+3*(len(items)/batchSize+1))
	statements = append(statements, store.Statement{
		SQL: `INSERT INTO vault_run (run_id, organ_id, key_id, suite, encapsulation) VALUES ($1, $2, $3, $4, $5) ` +
			`ON CONFLICT (run_id) DO NOTHING`,
		Args: []any{r.row.ID[:], string(r.row.Organ), r.row.KeyID, r.row.Suite, r.row.Encapsulation},
		Rows: store.AnyRows,
	})
	for some := range slices.Chunk(items, batchSize) {
		wraps, err := v.workingWraps(ctx, some)
		if err != nil {
			return nil, err
		}
		if statements, err = r.seal(statements, wraps); err != nil {
			return nil, err
		}
	}
	return statements, nil
}

// seal appends the statements for at most batchSize items.
func (r *Run) seal(statements []store.Statement, wraps []*workingWrap) ([]store.Statement, error) {
	n := len(wraps)
	sealedArgs := make([]any, 0, 4*n)
	wrapArgs := make([]any, 2*n)
	var terms []store.Statement
	for i, w := range wraps {
		if w.organ != r.row.Organ {
			return nil, notFound()
		}
		sealed, err := r.key.Seal(w.item, &w.capsule)
		if err != nil {
			return nil, err
		}
		terms = append(terms, deleteTerms(r.vault.suite, w)...)
		w.capsule.Forget()
		sealedArgs = append(sealedArgs, w.item[:], string(w.organ), r.row.ID[:], sealed.Wrap)
		wrapArgs[i] = w.item[:]
		wrapArgs[n+i] = w.wrap
	}
	return append(append(statements, terms...),
		store.Statement{SQL: deleteWrapsSQL.of(n), Args: wrapArgs, Rows: int64(n)},
		store.Statement{SQL: insertSealedSQL.of(n), Args: sealedArgs, Rows: int64(n)},
	), nil
}

// End forgets the run's secret. After it Seal fails with code "vault.run_ended".
func (r *Run) End() { r.key.Forget() }
