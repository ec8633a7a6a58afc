package registry

import (
	"context"
	"sync"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// FormText is one form's file in one language (docs/documents.md).
type FormText struct {
	Form    document.Form `json:"form"`
	Lang    string        `json:"language"`
	Content string        `json:"content"`
}

// longestForm bounds the file of a form, in bytes.
const longestForm = 64 << 10

// FormLine is a form as the list of an organ's forms shows it.
type FormLine struct {
	Form   document.Form
	Lang   string
	Title  string
	Silent bool
	From   fengcun.Date // first day of the papers that the organ's own version prints; zero for the program's
	By     [2]fengcun.StaffID
}

// formsInUse are the organs' libraries as they were last read. Versions are only ever
// added, each on top of the organ's last.
type formsInUse struct {
	mu       sync.Mutex // guards the rest
	position int64
	versions []formInUse
}

type formInUse struct {
	store.FormVersion
	library *document.Library
}

// library is the forms with which an organ prints a paper of a day.
func (r *Registry) library(ctx context.Context, organ fengcun.OrganID, on fengcun.Date) (*document.Library, error) {
	versions, err := r.formVersions(ctx)
	if err != nil {
		return nil, err
	}
	library := r.press.Library(organ)
	for _, v := range versions {
		if v.Organ == organ && !v.From.After(on) {
			library = v.library
		}
	}
	return library, nil
}

func (r *Registry) formVersions(ctx context.Context) ([]formInUse, error) {
	r.forms.mu.Lock()
	defer r.forms.mu.Unlock()
	more, err := store.FormVersionsAfter(ctx, r.rows, r.forms.position)
	if err != nil {
		return nil, err
	}
	for _, v := range more {
		before := r.press.Library(v.Organ)
		for _, earlier := range r.forms.versions {
			if earlier.Organ == v.Organ {
				before = earlier.library
			}
		}
		library, err := before.Replace(document.Form(v.Form), v.Lang, v.Content)
		if err != nil {
			return nil, err
		}
		r.forms.versions = append(r.forms.versions, formInUse{v, library})
		r.forms.position = v.Position
	}
	return r.forms.versions, nil
}

// setPaper puts values into the form with which an organ prints a paper of a day: a
// paper that is printed again is printed with the form of its day.
func (r *Registry) setPaper(ctx context.Context, organ fengcun.Organ, f document.Form, on fengcun.Date, values document.Fields) (*document.Paper, error) {
	library, err := r.library(ctx, organ.ID, on)
	if err != nil {
		return nil, err
	}
	return library.Set(organ, f, document.Chinese, values)
}

// Forms lists the forms of the actor's organ as they are from tomorrow on.
func (r *Registry) Forms(ctx context.Context, actor fengcun.Actor) ([]FormLine, error) {
	if err := r.viewing(ctx, actor, policy.ViewForms, fengcun.ID{}); err != nil {
		return nil, err
	}
	versions, err := r.formVersions(ctx)
	if err != nil {
		return nil, err
	}
	library, err := r.library(ctx, actor.Organ, r.tomorrow())
	if err != nil {
		return nil, err
	}
	var lines []FormLine
	for _, f := range library.Forms() {
		for _, lang := range document.Languages() {
			line := FormLine{Form: f, Lang: lang, Title: library.Title(f, lang), Silent: library.Silent(f)}
			for _, v := range versions {
				if v.Organ == actor.Organ && v.Form == string(f) && v.Lang == lang {
					line.From, line.By = v.From, [2]fengcun.StaffID{v.ProposedBy, v.ApprovedBy}
				}
			}
			lines = append(lines, line)
		}
	}
	return lines, nil
}

// FormFile is the text of a form of the actor's organ as it is from tomorrow on.
func (r *Registry) FormFile(ctx context.Context, actor fengcun.Actor, f document.Form, lang string) (FormText, error) {
	if err := r.viewing(ctx, actor, policy.ViewForms, fengcun.ID{}); err != nil {
		return FormText{}, err
	}
	library, err := r.library(ctx, actor.Organ, r.tomorrow())
	if err != nil {
		return FormText{}, err
	}
	text := FormText{f, lang, library.Source(f, lang)}
	if text.Content == "" {
		return FormText{}, errNotFound("form")
	}
	return text, nil
}

// CheckForm tries a changed form without putting it into use, and returns it as it
// would be printed before anything is filled in. What is wrong (an unknown field, one
// that is left out, the word that a silent form must not contain, a character without
// a glyph) is the error, with its place.
func (r *Registry) CheckForm(ctx context.Context, actor fengcun.Actor, t FormText) (string, error) {
	if err := r.viewing(ctx, actor, policy.ViewForms, fengcun.ID{}); err != nil {
		return "", err
	}
	return r.tryForm(ctx, actor.Organ, t)
}

func (r *Registry) tryForm(ctx context.Context, id fengcun.OrganID, t FormText) (string, error) {
	if len(t.Content) > longestForm {
		return "", fengcun.Invalid("form.too_long", "content")
	}
	organ, err := store.Organ(ctx, r.rows, id)
	if err != nil {
		return "", err
	}
	library, err := r.library(ctx, id, r.tomorrow())
	if err != nil {
		return "", err
	}
	if library.Source(t.Form, t.Lang) == "" {
		return "", errNotFound("form")
	}
	changed, err := library.Replace(t.Form, t.Lang, t.Content)
	if err != nil {
		return "", err
	}
	paper, err := r.press.CheckForm(organ, changed, t.Form, t.Lang)
	if err != nil {
		return "", err
	}
	return string(paper.Text()), nil
}

// checkForm refuses a change of a form that could not be printed, or that changes
// nothing.
func (r *Registry) checkForm(ctx context.Context, c Change) error {
	if c.Form == nil || c.Member.Organ == "" {
		return fengcun.Invalid("change.incomplete", "form")
	}
	if _, err := r.tryForm(ctx, c.Member.Organ, *c.Form); err != nil {
		return err
	}
	library, err := r.library(ctx, c.Member.Organ, r.tomorrow())
	if err == nil && library.Source(c.Form.Form, c.Form.Lang) == c.Form.Content {
		err = fengcun.Invalid("form.unchanged", "content")
	}
	return err
}

// useForm puts a form into use, as the second person of the change. It prints the
// papers of tomorrow and later: those of earlier days are printed as they were.
func (r *Registry) useForm(ctx context.Context, a *act, p store.Proposal, c Change, decided store.Statement) error {
	if err := r.checkForm(ctx, c); err != nil {
		return err
	}
	versions, err := r.formVersions(ctx)
	if err != nil {
		return err
	}
	var last int64
	if len(versions) > 0 {
		last = versions[len(versions)-1].Position
	}
	_, err = r.commit(ctx, a, []store.Statement{decided, store.InsertFormVersion(store.FormVersion{
		Position: last + 1, Organ: c.Member.Organ, Form: string(c.Form.Form), Lang: c.Form.Lang, Content: c.Form.Content,
		ProposedBy: p.ProposedBy, ApprovedBy: a.actor.Staff, From: r.tomorrow(),
	})})
	return err
}

func (r *Registry) tomorrow() fengcun.Date { return r.today().AddDays(1) }
