package console

import (
	"slices"
	"strconv"

	"fengcun"
	"fengcun/internal/copymark"
	"fengcun/internal/registry"
)

var fileRoutes = []route{
	{"GET /files", (*visit).filesPage, false},
	{"POST /files", (*visit).markFile, false},
	{"GET /files/{id}", (*visit).filePage, false},
	{"POST /files/{id}/label", (*visit).labelFile, false},
	{"POST /files/{id}/redactions", (*visit).redactFile, false},
	{"POST /files/{id}/copies", (*visit).giveFile, false},
}

type filesView struct {
	Form  *form
	Files []registry.MarkedFile
	Marks bool // a handler marks; others only label
	Kinds []option
}

// filesView lists the marked files of the visitor's organ: labels, never whose.
func (v *visit) filesView(f *form) (filesView, error) {
	files, err := v.parts.Registry.MarkedFiles(v.ctx(), v.actor())
	return filesView{
		Form: f, Files: files, Marks: v.actor().Role == fengcun.RoleHandler,
		Kinds: named(v.look, "marked_file", fengcun.MarkedFileKinds()...),
	}, err
}

func (v *visit) filesPage() error {
	view, err := v.filesView(blank())
	if err != nil {
		return err
	}
	return v.page("files", view)
}

// markFile makes the task to label a file.
func (v *visit) markFile() error {
	f := v.form()
	view, err := v.filesView(f)
	if err != nil {
		return err
	}
	q := registry.FileMark{
		Kind:  fengcun.MarkedFileKind(v.one(f, "kind", "console.files.no_kind", texts(fengcun.MarkedFileKinds())...)),
		Label: v.text(f, "label", ""), Unpublished: f.Has("unpublished", "yes"),
	}
	if text := f.Get("code"); text != "" {
		if q.Code, err = copymark.ParseCode(text); err != nil {
			f.reject("code", v.complaint(err))
		}
	}
	if f.good() {
		id, err := v.parts.Registry.MarkFile(v.keyed(f), v.actor(), q)
		if err == nil {
			return v.goOn("/files/" + id.String())
		}
		if err := v.blame(f, err, "label", "label", "kind", "kind"); err != nil {
			return err
		}
	}
	return v.again(f, "files", view)
}

type fileView struct {
	registry.FileView
	Form           *form
	Lists, Gives   bool // who may lists what is covered, or lets a copy leave
	Clues, To      []option
	Organs, Askers []option
}

func (v *visit) fileView(f *form) (fileView, error) {
	id, err := v.id("id")
	if err != nil {
		return fileView{}, err
	}
	view := fileView{
		Form: f, Lists: v.actor().Role == fengcun.RoleHandler, Gives: v.actor().Role == fengcun.RoleApprover,
		Clues: named(v.look, "clue", fengcun.Clues()...), To: named(v.look, "file_recipient", fengcun.FileRecipients()...),
	}
	if view.FileView, err = v.parts.Registry.MarkedFile(v.ctx(), v.actor(), id); err != nil {
		return view, err
	}
	if !view.Gives {
		return view, nil
	}
	organs, err := v.parts.Registry.Organs(v.ctx())
	if err != nil {
		return view, err
	}
	for _, o := range organs {
		if o.ID != view.Organ {
			view.Organs = append(view.Organs, option{Value: string(o.ID), Text: o.Name})
		}
	}
	handlers, err := v.parts.Registry.Handlers(v.ctx(), v.actor())
	for _, h := range handlers {
		view.Askers = append(view.Askers, option{Value: string(h), Text: string(h)})
	}
	return view, err
}

func (v *visit) filePage() error {
	view, err := v.fileView(blank())
	if err != nil {
		return err
	}
	return v.page("file", view)
}

// onFile carries out one act on the file of the address and comes back to it.
func (v *visit) onFile(do func(f *form, view fileView) error) error {
	f := v.form()
	view, err := v.fileView(f)
	if err != nil {
		return err
	}
	if err = do(f, view); err == nil && f.good() {
		return v.goOn("/files/" + view.ID.String())
	}
	if err != nil {
		if err := v.blame(f, err, "pages", "first", "clue", "clue", "to", "to"); err != nil {
			return err
		}
	}
	return v.again(f, "file", view)
}

func (v *visit) labelFile() error {
	return v.onFile(func(f *form, view fileView) error { return v.parts.Registry.LabelFile(v.keyed(f), v.actor(), view.ID) })
}

// redactFile adds a place to the list, and leaves out those that were ticked.
func (v *visit) redactFile() error {
	return v.onFile(func(f *form, view fileView) error {
		var list []registry.Redaction
		for i, r := range view.Redactions {
			if !f.Has("out", strconv.Itoa(i)) {
				list = append(list, r)
			}
		}
		if f.Get("first") != "" || len(list) == len(view.Redactions) {
			first, err1 := strconv.Atoi(f.Get("first"))
			last, err2 := strconv.Atoi(f.Get("last"))
			if err1 != nil || err2 != nil {
				f.reject("first", v.look.Text("console.files.no_pages", nil))
			}
			clue := v.one(f, "clue", "console.files.no_clue", texts(fengcun.Clues())...)
			list = append(list, registry.Redaction{First: first, Last: last, Clue: fengcun.Clue(clue)})
		}
		if !f.good() {
			return nil
		}
		return v.parts.Registry.ListRedactions(v.keyed(f), v.actor(), view.ID, list)
	})
}

// giveFile lets a copy leave, as the second person.
func (v *visit) giveFile() error {
	return v.onFile(func(f *form, view fileView) error {
		to := v.one(f, "to", "", texts(fengcun.FileRecipients())...)
		organ := v.one(f, "organ", "", values(view.Organs)...)
		asked := v.one(f, "asked", "console.files.no_asker", values(view.Askers)...)
		if !f.good() {
			return nil
		}
		return v.parts.Registry.GiveFileCopy(v.keyed(f), v.actor(), registry.FileCopy{
			File: view.ID, AskedBy: fengcun.StaffID(asked), Organ: fengcun.OrganID(organ), To: fengcun.FileRecipient(to), Whole: f.Has("whole", "yes"),
		})
	})
}

// Recipient is the name of whom a copy went to.
func (w fileView) Recipient(to string) string {
	for _, all := range [][]option{w.To, w.Organs} {
		if i := slices.IndexFunc(all, func(o option) bool { return o.Value == to }); i >= 0 {
			return all[i].Text
		}
	}
	return to
}
