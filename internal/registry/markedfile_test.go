package registry_test

import (
	"slices"
	"testing"

	"fengcun"
	"fengcun/internal/copymark"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

var someRedactions = []store.Redaction{{First: 1, Last: 1, Clue: fengcun.ClueName}, {First: 12, Last: 14, Clue: fengcun.ClueParagraph}}

// An adult's file of a joint crime: labelled by the custodian, and no copy of it leaves
// without a label, a list and two people. The label follows to the organ that gets the
// copy.
func TestJointCrimeFile(t *testing.T) {
	d := district.Open(t)
	custodian := sample.Member(sample.Court, fengcun.RoleCustodian)
	for _, kind := range []fengcun.MarkedFileKind{fengcun.JointSeparate, fengcun.JointWhole} {
		if _, err := d.Registry.MarkFile(ctx, custodian, registry.FileMark{Kind: kind}); fengcun.KindOf(err) != fengcun.KindForbidden {
			t.Errorf("the custodian marks %s: %v", kind, err)
		}
		id, err := d.Registry.MarkFile(ctx, handler, registry.FileMark{Kind: kind})
		if err != nil {
			t.Fatal(err)
		}
		give := func(q registry.FileCopy) string {
			q.File = id
			if q.AskedBy == "" {
				q.AskedBy = handler.Staff
			}
			return fengcun.CodeOf(d.Registry.GiveFileCopy(ctx, approver, q))
		}
		step := func(want, got string) {
			t.Helper()
			if want != got {
				t.Errorf("%s: %q, want %q", kind, got, want)
			}
		}
		step("file.not_labelled", give(registry.FileCopy{To: fengcun.ToDefence}))
		if err := d.Registry.LabelFile(ctx, custodian, id); err != nil {
			t.Fatal(err)
		}
		step("state.transition", fengcun.CodeOf(d.Registry.LabelFile(ctx, custodian, id)))
		step("file.no_redactions", give(registry.FileCopy{To: fengcun.ToDefence}))
		if err := d.Registry.ListRedactions(ctx, handler, id, someRedactions); err != nil {
			t.Fatal(err)
		}
		step("policy.denied", give(registry.FileCopy{To: fengcun.ToDefence, AskedBy: approver.Staff}))
		step("file.recipient", give(registry.FileCopy{To: fengcun.ToDefence, Organ: sample.Police}))
		step("file.recipient", give(registry.FileCopy{Organ: sample.Court}))
		step("file.recipient", give(registry.FileCopy{To: fengcun.ToDefence, Whole: true}))
		step("", give(registry.FileCopy{To: fengcun.ToDefence}))
		step("", give(registry.FileCopy{Organ: sample.Police}))
		if err := d.Registry.ListRedactions(ctx, handler, id, someRedactions[:1]); err != nil {
			t.Fatal(err)
		}
		view, err := d.Registry.MarkedFile(ctx, handler, id)
		if err != nil || len(view.Copies) != 2 || !slices.Equal(view.Redactions, someRedactions[:1]) || view.Unpublished {
			t.Errorf("%+v, %v", view, err)
		}
		step("", give(registry.FileCopy{Organ: sample.Procuratorate, Whole: true}))
		step("file.not_labelled", give(registry.FileCopy{To: fengcun.ToDefence}))
	}
	for organ, list := range map[fengcun.OrganID][]store.Redaction{sample.Police: someRedactions, sample.Procuratorate: someRedactions[:1]} {
		keeper := sample.Member(organ, fengcun.RoleCustodian)
		files, err := d.Registry.MarkedFiles(ctx, keeper)
		if err != nil || len(files) != 2 {
			t.Fatalf("%s: %v, %v", organ, files, err)
		}
		view, err := d.Registry.MarkedFile(ctx, keeper, files[0].ID)
		if err != nil || view.State != fengcun.FileFound || !slices.Equal(view.Redactions, list) {
			t.Errorf("%s has %+v, %v", organ, view, err)
		}
		if _, err := d.Registry.MarkedFile(ctx, custodian, files[0].ID); fengcun.CodeOf(err) != "not_found" {
			t.Errorf("the court sees a file of %s: %v", organ, err)
		}
	}
}

// A file that used what was read under a warrant is led to by the code on the page,
// and the reading leads to the file; a judgment that states the record is never
// published.
func TestCitingFile(t *testing.T) {
	d := district.Open(t)
	c := d.Seal(wang, number, district.Sentenced(wang.Birth, fengcun.Term{Years: 3}))
	read, err := d.Registry.OpenSealed(ctx, registry.Access{Reader: handler, Approver: approver, Purpose: fengcun.PurposeCase, Basis: "16"}, c.Record)
	if err != nil {
		t.Fatal(err)
	}
	investigator := sample.Member(sample.Police, fengcun.RoleHandler)
	id, err := d.Registry.MarkFile(ctx, investigator, registry.FileMark{Kind: fengcun.LaterJudgment, Code: read.Mark.Code})
	if err != nil {
		t.Fatal(err)
	}
	traced, err := d.Registry.Trace(ctx, approver, read.Mark.Code)
	if err != nil || !slices.Equal(traced.Uses, []registry.FileUse{{Organ: sample.Police, Kind: fengcun.LaterJudgment, State: fengcun.FileFound}}) {
		t.Errorf("%+v, %v", traced, err)
	}
	keeper := sample.Member(sample.Police, fengcun.RoleCustodian)
	if err := d.Registry.LabelFile(ctx, keeper, id); err != nil {
		t.Fatal(err)
	}
	if err := d.Registry.ListRedactions(ctx, investigator, id, someRedactions); err != nil {
		t.Fatal(err)
	}
	head := sample.Member(sample.Police, fengcun.RoleApprover)
	if err := d.Registry.GiveFileCopy(ctx, head, registry.FileCopy{File: id, AskedBy: investigator.Staff, To: fengcun.ToParty}); err != nil {
		t.Error(err)
	}
	if err := d.Registry.ListRedactions(ctx, investigator, id, someRedactions[:1]); err != nil {
		t.Fatal(err)
	}
	if err := d.Registry.GiveFileCopy(ctx, head, registry.FileCopy{File: id, AskedBy: investigator.Staff, To: fengcun.ToParty}); fengcun.CodeOf(err) != "file.no_paragraph" {
		t.Errorf("the paragraph leaves: %v", err)
	}
	publish := registry.FileCopy{File: id, AskedBy: investigator.Staff, To: fengcun.ToPublication}
	if err := d.Registry.GiveFileCopy(ctx, head, publish); fengcun.CodeOf(err) != "file.unpublished" {
		t.Errorf("published: %v", err)
	}
	for code, q := range map[string]registry.FileMark{
		"not_found": {Kind: fengcun.CitingCivil, Code: copymark.NewCode()},
		"file.kind": {Kind: "other"}, "holding.label": {Kind: fengcun.MinorVictim, Label: "张某某"},
	} {
		if _, err := d.Registry.MarkFile(ctx, handler, q); fengcun.CodeOf(err) != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
}

// A decision to seal a record of a joint crime makes the task to label the adults' file,
// at every organ that holds the record, once; the label can be printed.
func TestJointCrimeTasks(t *testing.T) {
	for kind, separate := range map[fengcun.MarkedFileKind]law.Truth{fengcun.JointSeparate: law.Yes, fengcun.JointWhole: law.No} {
		t.Run(string(kind), func(t *testing.T) {
			d := district.Open(t)
			facts := district.Sentenced(wang.Birth, fengcun.Term{Years: 3})
			facts.JointCrime = law.JointCrime{WithAdults: law.Yes, Separate: separate}
			c := d.File(wang, number, facts)
			d.Decide(c, facts)
			d.Notify(&c)
			d.Receive(c, sample.Police)
			for _, organ := range []fengcun.OrganID{sample.Court, sample.Police} {
				keeper := sample.Member(organ, fengcun.RoleCustodian)
				files, err := d.Registry.MarkedFiles(ctx, keeper)
				if err != nil || len(files) != 1 || files[0].Kind != kind {
					t.Fatalf("%s: %+v, %v", organ, files, err)
				}
				sheet := registry.LabelSheet{Labels: []string{files[0].Label}, Wording: "contains_sealed", Size: "sheet"}
				if _, err := d.Registry.PrintLabels(ctx, keeper, sheet); err != nil {
					t.Errorf("%s: %v", organ, err)
				}
				if _, err := d.Registry.PrintLabels(ctx, sample.Member(sample.Procuratorate, fengcun.RoleCustodian), sheet); fengcun.CodeOf(err) != "not_found" {
					t.Errorf("another organ's label: %v", err)
				}
			}
			if files, err := d.Registry.MarkedFiles(ctx, sample.Member(sample.Procuratorate, fengcun.RoleCustodian)); err != nil || len(files) != 0 {
				t.Errorf("before receipt: %+v, %v", files, err)
			}
		})
	}
}

// TestLabelTravels: the label task of a joint crime arises at an organ on another
// installation as here; and a copy that goes there arrives as a file that has to be
// labelled, with its list and its bar to publication.
func TestLabelTravels(t *testing.T) {
	t.Parallel()
	p := district.OpenPair(t, fengcun.ConnectedByParcel)
	facts := district.Sentenced(wang.Birth, fengcun.Term{Years: 3})
	facts.JointCrime = law.JointCrime{WithAdults: law.Yes, Separate: law.Yes}
	c := due(p.A, wang, number, facts)
	p.Carry(sample.Court, sample.Police)
	p.B.Receive(c, sample.Police)
	keeper := sample.Member(sample.Police, fengcun.RoleCustodian)
	there := func() []store.MarkedFile {
		t.Helper()
		files, err := p.B.Registry.MarkedFiles(ctx, keeper)
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	if files := there(); len(files) != 1 || files[0].Kind != fengcun.JointSeparate || files[0].State != fengcun.FileFound {
		t.Fatalf("%+v", files)
	}
	id, err := p.A.Registry.MarkFile(ctx, handler, registry.FileMark{Kind: fengcun.MinorVictim, Label: "MS-7"})
	if err == nil {
		err = p.A.Registry.LabelFile(ctx, handler, id)
	}
	if err == nil {
		err = p.A.Registry.ListRedactions(ctx, handler, id, someRedactions[:1])
	}
	if err == nil {
		err = p.A.Registry.GiveFileCopy(ctx, approver, registry.FileCopy{File: id, AskedBy: handler.Staff, Organ: sample.Police})
	}
	if err != nil {
		t.Fatal(err)
	}
	if taken := p.Carry(sample.Court, sample.Police); taken.Applied != 1 || taken.Parked != 0 {
		t.Fatalf("%+v", taken)
	}
	files := there()
	i := slices.IndexFunc(files, func(f store.MarkedFile) bool { return f.Kind == fengcun.MinorVictim })
	if i < 0 || files[i].State != fengcun.FileFound || !files[i].Unpublished || files[i].Label == "MS-7" {
		t.Fatalf("%+v", files)
	}
	view, err := p.B.Registry.MarkedFile(ctx, keeper, files[i].ID)
	if err != nil || !slices.Equal(view.Redactions, someRedactions[:1]) {
		t.Errorf("%+v, %v", view, err)
	}
}

// A case with a minor is not sealed: it is labelled as confidential, copied by a list
// and never published.
func TestMinorCaseFile(t *testing.T) {
	d := district.Open(t)
	for _, kind := range []fengcun.MarkedFileKind{fengcun.MinorVictim, fengcun.MinorCivil, fengcun.MinorAdministrative, fengcun.MinorPublicInterest} {
		id, err := d.Registry.MarkFile(ctx, handler, registry.FileMark{Kind: kind, Label: "MS-" + map[bool]string{true: "A", false: "B"}[kind == fengcun.MinorVictim]})
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Registry.LabelFile(ctx, handler, id); err != nil {
			t.Fatal(err)
		}
		for code, list := range map[string][]store.Redaction{
			"file.redactions": nil, "file.pages": {{First: 3, Last: 2, Clue: fengcun.ClueName}}, "file.clue": {{First: 1, Last: 1, Clue: "else"}},
		} {
			if err := d.Registry.ListRedactions(ctx, handler, id, list); fengcun.CodeOf(err) != code {
				t.Errorf("%v, want %s", err, code)
			}
		}
		if err := d.Registry.ListRedactions(ctx, handler, id, someRedactions[:1]); err != nil {
			t.Fatal(err)
		}
		q := registry.FileCopy{File: id, AskedBy: handler.Staff, To: fengcun.ToPublication}
		if err := d.Registry.GiveFileCopy(ctx, approver, q); fengcun.CodeOf(err) != "file.unpublished" {
			t.Errorf("%s is published: %v", kind, err)
		}
		q.To = fengcun.ToParty
		if err := d.Registry.GiveFileCopy(ctx, approver, q); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
}
