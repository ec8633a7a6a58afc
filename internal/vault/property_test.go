package vault_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fengcun"
	"fengcun/internal/vault"
)

// modelItem is what a person who followed the acts would expect.
type modelItem struct {
	texts  []string
	number string
	sealed bool
	gone   bool
}

// Whatever is deposited, appended, sealed, lifted, rotated and destroyed in
// whatever order: readable and findable is exactly what should be.
func TestSequences(t *testing.T) {
	eachSuite(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		serial := 0
		rapid.Check(t, func(rt *rapid.T) {
			model := map[fengcun.ItemID]*modelItem{}
			var order []fengcun.ItemID
			some := func(rt *rapid.T, keep func(*modelItem) bool) (fengcun.ItemID, *modelItem) {
				var fit []fengcun.ItemID
				for _, item := range order {
					if keep(model[item]) {
						fit = append(fit, item)
					}
				}
				if len(fit) == 0 {
					rt.Skip("no such item")
				}
				item := rapid.SampledFrom(fit).Draw(rt, "item")
				return item, model[item]
			}
			isOpen := func(m *modelItem) bool { return !m.sealed && !m.gone }
			isSealed := func(m *modelItem) bool { return m.sealed && !m.gone }
			rt.Repeat(map[string]func(*rapid.T){
				"deposit": func(rt *rapid.T) {
					serial++
					m := &modelItem{texts: []string{fmt.Sprint("text ", serial)}, number: fmt.Sprint("number ", serial)}
					item := w.deposit(court, m.texts[0], caseNumber(m.number))
					model[item], order = m, append(order, item)
				},
				"append": func(rt *rapid.T) {
					item, m := some(rt, isOpen)
					serial++
					text := fmt.Sprint("text ", serial)
					_, statements, err := w.vault.Append(ctx, item, record(text))
					w.commit(statements, err)
					m.texts = append(m.texts, text)
				},
				"seal": func(rt *rapid.T) {
					item, m := some(rt, isOpen)
					w.seal(court, item)
					m.sealed = true
				},
				"unseal": func(rt *rapid.T) {
					item, m := some(rt, isSealed)
					released, err := w.release(item)
					must(t, err)
					w.commit(w.vault.Unseal(ctx, item, released))
					m.sealed = false
				},
				"destroy": func(rt *rapid.T) {
					item, m := some(rt, func(m *modelItem) bool { return !m.gone })
					must(t, w.try(w.vault.Destroy(item)))
					m.gone = true
				},
				"rotate":  func(*rapid.T) { w.rotate(court) },
				"restart": func(*rapid.T) { w.restart() },
				"": func(rt *rapid.T) {
					for item, m := range model {
						contents, err := w.vault.Open(ctx, item)
						found := w.find(court, caseNumber(m.number))
						if !isOpen(m) {
							if fengcun.KindOf(err) != fengcun.KindNotFound || len(found) != 0 {
								rt.Fatalf("sealed or destroyed item: %v, found %d", err, len(found))
							}
						}
						switch _, sealedErr := w.release(item); {
						case isSealed(m) != (sealedErr == nil):
							rt.Fatalf("sealed %v, release %v", isSealed(m), sealedErr)
						case !isOpen(m):
							continue
						}
						must(t, err)
						if got := texts(t, contents); !slices.Equal(got, m.texts) || !slices.Equal(found, []fengcun.ItemID{item}) {
							rt.Fatalf("%q, want %q; found %d", got, m.texts, len(found))
						}
					}
				},
			})
			for item := range model {
				must(t, w.try(w.vault.Destroy(item)))
			}
		})
	})
}

func texts(t testing.TB, contents *vault.Contents) (texts []string) {
	t.Helper()
	parts, err := contents.All(context.Background())
	must(t, err)
	for _, p := range parts {
		texts = append(texts, string(p.Canonical))
	}
	return texts
}
