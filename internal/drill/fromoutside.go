package drill

import (
	"context"
	"net/http"
	"net/url"

	"fengcun"
	"fengcun/internal/sample"
)

// fromOutside are the questions that go the whole way: by pages and by the interface,
// as a stranger, as the window at which units and persons apply, and as a handler of
// the organ that decided who never had the case.
func fromOutside() []question {
	var all []question
	page := func(as fengcun.StaffID, path string, form func(w *World, s subject) url.Values) {
		all = append(all, question{Pages, path + " / " + named(as), func(ctx context.Context, w *World, s subject) (string, error) {
			var values url.Values
			if form != nil {
				values = form(w, s)
			}
			return w.visit(ctx, as, path, values)
		}})
	}
	call := func(as fengcun.StaffID, method, path string, body func(s subject) any) {
		all = append(all, question{Interface, method + " " + path + " / " + named(as), func(ctx context.Context, w *World, s subject) (string, error) {
			if body == nil {
				return w.call(ctx, as, method, path, nil)
			}
			return w.call(ctx, as, method, path, body(s))
		}})
	}
	window, colleague := sample.Member(sample.Police, fengcun.RoleWindow).Staff, sample.Second(sample.Court).Staff
	for _, as := range []fengcun.StaffID{"", window, colleague} {
		for _, path := range []string{"/", "/sign-in", "/work", "/matters", "/inquiries", "/nowhere"} {
			page(as, path, nil)
		}
		page(as, "/search", func(_ *World, s subject) url.Values { return url.Values{"number": {s.document().Reveal()}} })
		page(as, "/search", func(_ *World, s subject) url.Values { return url.Values{"number": {s.number.Reveal()}} })
		page(as, "/search", func(_ *World, s subject) url.Values {
			return url.Values{"name": {s.name().Reveal()}, "birth": {s.Birth.String()}}
		})
		page(as, "/certificates/new", func(_ *World, s subject) url.Values {
			return url.Values{
				"by": {"self"}, "kind": {string(s.Documents[0].Kind)}, "name": {s.name().Reveal()}, "document": {s.document().Reveal()},
				"birth": {s.Birth.String()}, "purpose": {"hiring"}, "papers": {"own_identity", "application_form", "proof_of_purpose"},
			}
		})
		page(as, "/inquiries/new", func(_ *World, s subject) url.Values {
			return url.Values{
				"asker": {"unit"}, "rule": {"measures"}, "unit": {"某某公司"}, "purpose": {"hiring"}, "title": {"公司规定"},
				"name": {s.name().Reveal()}, "document": {s.document().Reveal()},
			}
		})
		for _, path := range []string{"/matters/", "/records/", "/certificates/", "/inquiries/"} {
			all = append(all, question{Pages, path + "… / " + named(as), func(ctx context.Context, w *World, s subject) (string, error) {
				return w.visit(ctx, as, path+w.noted(s, "record", w.record).String(), nil)
			}})
		}
		call(as, http.MethodPost, "/searches", func(s subject) any { return map[string]any{"number": s.number.Reveal()} })
		call(as, http.MethodPost, "/searches", func(s subject) any {
			return map[string]any{"idKind": s.Documents[0].Kind, "id": s.document().Reveal()}
		})
		call(as, http.MethodPost, "/certificates", func(s subject) any {
			return map[string]any{
				"name": s.name().Reveal(), "idKind": s.Documents[0].Kind, "id": s.document().Reveal(), "birth": s.Birth, "by": "self",
				"papers": []string{"own_identity", "application_form", "proof_of_purpose"}, "purpose": "hiring",
			}
		})
		call(as, http.MethodPost, "/inquiries", func(subject) any {
			return map[string]any{"unit": "某某公司", "purpose": "hiring", "title": "公司规定"}
		})
		call(as, http.MethodGet, "/work", nil)
		call(as, http.MethodGet, "/inquiries", nil)
		for _, path := range []string{"/matters/", "/copies/"} {
			all = append(all, question{Interface, "GET " + path + "… / " + named(as), func(ctx context.Context, w *World, s subject) (string, error) {
				return w.call(ctx, as, http.MethodGet, path+w.noted(s, "copy court", w.copies[sample.Court]).String(), nil)
			}})
		}
	}
	return all
}

func named(as fengcun.StaffID) string {
	if as == "" {
		return "nobody"
	}
	return string(as)
}
