package registry_test

import (
	"errors"
	"testing"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/fengcuntest/timing"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// TestTiming measures that the time of an answer does not tell a sealed person
// from one never known (P5), by each question that a stranger can time.
func TestTiming(t *testing.T) {
	g := timing.NewGroups(t)
	second := sample.Second(sample.Court)

	drafts := map[fengcun.Particular]fengcun.ID{}
	accept := func(p fengcun.Person) {
		id, err := g.Registry.Accept(ctx, window, application(p))
		if err != nil {
			t.Fatal(err)
		}
		drafts[p.Documents[0].Number] = id
	}
	for i := range g.Sealed { // in turn, as they would come
		accept(g.Sealed[i])
		for k := range g.Never {
			accept(g.Never[k][i])
		}
	}
	timing.Check(t, g.ByPerson("certificate", func(p fengcun.Person) error {
		doc, err := g.Registry.Prepare(ctx, drafts[p.Documents[0].Number])
		if doc.Form != document.NoRecordCertificate {
			return errors.Join(err, errors.New("no certificate"))
		}
		return nil
	}))
	timing.Check(t, g.ByPerson("exact search", func(p fengcun.Person) error {
		found, err := g.Registry.Search(ctx, handler, registry.Query{
			Document: p.Documents[0], Name: p.Names[0].Text, Birth: p.Birth,
		})
		if len(found) > 0 {
			return errors.New("found")
		}
		return err
	}))
	missed := func(err error) error {
		if fengcun.KindOf(err) != fengcun.KindNotFound {
			return errors.Join(err, errors.New("no miss"))
		}
		return nil
	}
	for _, c := range []struct {
		name string
		of   func(district.Case) fengcun.ID
		ask  func(fengcun.ID) error
	}{
		{"miss by copy", func(c district.Case) fengcun.ID { return c.Copy }, func(id fengcun.ID) error {
			_, err := g.Registry.Read(ctx, second, id)
			return missed(err)
		}},
		{"miss of a page", func(c district.Case) fengcun.ID { return c.Record }, func(id fengcun.ID) error {
			_, err := g.Registry.Matter(ctx, second, id)
			return missed(err)
		}},
		{"miss by record", func(c district.Case) fengcun.ID { return c.Record }, func(id fengcun.ID) error {
			return missed(g.Registry.Conclude(ctx, second, registry.Conclusion{Record: id}))
		}},
	} {
		timing.Check(t, g.ByIdentifier(c.name, c.of, c.ask))
	}
}
