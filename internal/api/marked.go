package api

import (
	"context"

	"fengcun"
	"fengcun/internal/copymark"
	"fengcun/internal/registry"
)

type markFileIn struct {
	Write
	Body struct {
		Kind        fengcun.MarkedFileKind `json:"kind" enum:"joint_separate,joint_whole,citing_criminal,citing_civil,citing_administrative,citing_public_interest,later_judgment,minor_victim,minor_civil,minor_administrative,minor_public_interest"`
		Label       string                 `json:"label,omitempty" maxLength:"20" pattern:"^[A-Z0-9-]*$" doc:"Opaque; empty lets the program choose one"`
		Unpublished bool                   `json:"unpublished,omitempty" doc:"Its judgment states a sealed record"`
		Code        string                 `json:"code,omitempty" maxLength:"40" doc:"Of a file that used sealed information: the copy code on the page"`
	}
}

type markedFileOut struct {
	File fengcun.ID `json:"file"`
}

func (a *API) markFile(ctx context.Context, c call, in *markFileIn) (markedFileOut, error) {
	q := registry.FileMark{Kind: in.Body.Kind, Label: in.Body.Label, Unpublished: in.Body.Unpublished}
	if in.Body.Code != "" {
		code, err := copymark.ParseCode(in.Body.Code)
		if err != nil {
			return markedFileOut{}, err
		}
		q.Code = code
	}
	id, err := a.Registry.MarkFile(ctx, c.actor, q)
	return markedFileOut{id}, err
}

type fileLineOut struct {
	File        fengcun.ID              `json:"file"`
	Kind        fengcun.MarkedFileKind  `json:"kind"`
	Label       string                  `json:"label"`
	State       fengcun.MarkedFileState `json:"state"`
	Unpublished bool                    `json:"unpublished"`
	MarkedOn    fengcun.Date            `json:"markedOn"`
}

func fileLine(f registry.MarkedFile) fileLineOut {
	return fileLineOut{f.ID, f.Kind, f.Label, f.State, f.Unpublished, f.MarkedOn}
}

type markedFilesOut struct {
	Files []fileLineOut `json:"files"`
}

func (a *API) markedFiles(ctx context.Context, c call, _ *struct{}) (markedFilesOut, error) {
	files, err := a.Registry.MarkedFiles(ctx, c.actor)
	out := markedFilesOut{[]fileLineOut{}}
	for _, f := range files {
		out.Files = append(out.Files, fileLine(f))
	}
	return out, err
}

type redactionIO struct {
	First int          `json:"first" minimum:"1" maximum:"20000"`
	Last  int          `json:"last" minimum:"1" maximum:"20000"`
	Clue  fengcun.Clue `json:"clue" enum:"name,image,home,school,family,case_number,paragraph"`
}

type fileCopyOut struct {
	To    string       `json:"to" doc:"An organ, or a kind of recipient"`
	Whole bool         `json:"whole"`
	On    fengcun.Date `json:"on"`
}

type fileOut struct {
	File       fileLineOut   `json:"file"`
	Redactions []redactionIO `json:"redactions"`
	Copies     []fileCopyOut `json:"copies"`
}

func (a *API) markedFile(ctx context.Context, c call, in *idIn) (fileOut, error) {
	f, err := a.Registry.MarkedFile(ctx, c.actor, in.ID)
	out := fileOut{fileLine(f.MarkedFile), []redactionIO{}, []fileCopyOut{}}
	for _, r := range f.Redactions {
		out.Redactions = append(out.Redactions, redactionIO(r))
	}
	for _, one := range f.Copies {
		out.Copies = append(out.Copies, fileCopyOut{one.Recipient, one.Whole, one.GivenOn})
	}
	return out, err
}

func (a *API) labelFile(ctx context.Context, c call, in *doIn) error {
	return a.Registry.LabelFile(ctx, c.actor, in.ID)
}

type redactionsIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Redactions []redactionIO `json:"redactions" minItems:"1" maxItems:"500" doc:"Places and kinds, never what stands there"`
	}
}

func (a *API) listRedactions(ctx context.Context, c call, in *redactionsIn) error {
	var list []registry.Redaction
	for _, r := range in.Body.Redactions {
		list = append(list, registry.Redaction(r))
	}
	return a.Registry.ListRedactions(ctx, c.actor, in.ID, list)
}

type giveFileIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		AskedBy fengcun.StaffID       `json:"askedBy" minLength:"1" maxLength:"64"`
		Organ   fengcun.OrganID       `json:"organ,omitempty" maxLength:"64"`
		To      fengcun.FileRecipient `json:"to,omitempty" enum:",party,defence,archive,unit,publication"`
		Whole   bool                  `json:"whole,omitempty" doc:"The file itself is handed over"`
	}
}

func (a *API) giveFileCopy(ctx context.Context, c call, in *giveFileIn) error {
	return a.Registry.GiveFileCopy(ctx, c.actor, registry.FileCopy{
		File: in.ID, AskedBy: in.Body.AskedBy, Organ: in.Body.Organ, To: in.Body.To, Whole: in.Body.Whole,
	})
}
