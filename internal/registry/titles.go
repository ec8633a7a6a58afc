package registry

import (
	"context"
	"slices"
	"unicode/utf8"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/law"
)

// Titles returns the register of legal titles of the actor's organ: the provisions on
// which a unit may rely (Article 16), those that ended among them.
func (r *Registry) Titles(ctx context.Context, actor fengcun.Actor) ([]fengcun.LegalTitle, error) {
	if err := r.viewing(ctx, actor, policy.ViewTitles, fengcun.ID{}); err != nil {
		return nil, err
	}
	return store.Titles(ctx, r.rows, actor.Organ)
}

// longestProvision bounds the name of a law and of an article, in characters.
const longestProvision = 120

// checkTitle refuses a title that is none: one without a law and an article, one that
// is no State provision, one that entitles to more than a unit may be told.
func (r *Registry) checkTitle(ctx context.Context, c Change) error {
	t := c.Title
	if t == nil || c.Member.Organ == "" {
		return fengcun.Invalid("title.incomplete", "law")
	}
	if c.Kind == ChangeTitleEnd {
		if c.To.IsZero() {
			return fengcun.Invalid("title.incomplete", "to")
		}
		_, err := store.TitleOf(ctx, r.rows, c.Member.Organ, t.ID)
		return err
	}
	for field, text := range map[string]string{"law": t.Law, "article": t.Article} {
		if text == "" || utf8.RuneCountInString(text) > longestProvision {
			return fengcun.Invalid("title.incomplete", field)
		}
	}
	if c.From.IsZero() {
		return fengcun.Invalid("title.incomplete", "from")
	}
	if !law.StateProvision(t.Level) {
		return fengcun.Invalid("title.level", "level")
	}
	if len(t.Entitles) == 0 {
		return fengcun.Invalid("title.entitles", "entitles")
	}
	for _, s := range t.Entitles {
		if !slices.Contains(law.UnitScopes(), s) {
			return fengcun.Invalid("title.entitles", "entitles")
		}
	}
	return nil
}

// title is the title as a change enters it.
func (c Change) title(id fengcun.ID) fengcun.LegalTitle {
	t := *c.Title
	t.ID, t.Organ, t.From, t.To = id, c.Member.Organ, c.From, c.To
	return t
}
