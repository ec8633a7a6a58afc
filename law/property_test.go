package law

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"fengcun"

	"pgregory.net/rapid"
)

// The generators draw near the turning points of the law, where rules differ: the
// eighteenth birthday, 29 February, five years, the days of effect.

func nearDays(days ...fengcun.Date) *rapid.Generator[fengcun.Date] {
	return rapid.Custom(func(t *rapid.T) fengcun.Date {
		if rapid.IntRange(0, 5).Draw(t, "known") == 0 {
			return fengcun.Date{}
		}
		return rapid.SampledFrom(days).Draw(t, "near").AddDays(rapid.IntRange(-2, 2).Draw(t, "off"))
	})
}

var (
	genBirthDay = nearDays(day(2008, 5, 10), day(2008, 2, 29), day(2007, 2, 28), day(1993, 2, 3))
	genActDay   = nearDays(day(2026, 5, 10), day(2026, 2, 28), day(2024, 5, 10), day(2011, 2, 3), day(2022, 5, 10))
	genEndDay   = nearDays(day(2026, 9, 1), day(2026, 10, 1), day(2012, 12, 31), day(2022, 5, 29))
	genAsOf     = rapid.SampledFrom([]fengcun.Date{day(2026, 10, 1), day(2026, 12, 31), day(2022, 5, 29), day(2022, 5, 30), {}})
	genTruth    = rapid.SampledFrom([]Truth{Unknown, No, Yes})
	genTerm     = rapid.Custom(func(t *rapid.T) fengcun.Term {
		return rapid.SampledFrom([]fengcun.Term{
			{}, {Years: 1}, {Years: 3}, {Years: 4, Months: 11, Days: 30}, {Years: 5}, {Months: 60},
			{Years: 5, Days: 1}, {Months: 61}, {Years: 6}, {Years: 15},
		}).Draw(t, "term")
	})
)

func genBirth(t *rapid.T) Birth {
	b := Birth{Date: genBirthDay.Draw(t, "birth")}
	if rapid.IntRange(0, 2).Draw(t, "doubt") == 0 {
		b.Certainty = rapid.SampledFrom([]fengcun.Certainty{fengcun.Estimated, fengcun.Lunar, fengcun.Disputed}).Draw(t, "certainty")
		b.NotBefore, b.NotAfter = genBirthDay.Draw(t, "notBefore"), genBirthDay.Draw(t, "notAfter")
	}
	return b
}

func genAct(t *rapid.T) Act {
	a := Act{Crime: rapid.SampledFrom([]string{"", "263", "347"}).Draw(t, "crime")}
	if rapid.Bool().Draw(t, "single") {
		a.Date = genActDay.Draw(t, "date")
	} else {
		a.From, a.To = genActDay.Draw(t, "from"), genActDay.Draw(t, "to")
		a.Continuing = rapid.Bool().Draw(t, "continuing")
	}
	if rapid.IntRange(0, 4).Draw(t, "found") == 0 {
		a.AgeFinding = AgeFinding{rapid.SampledFrom([]Stage{StageMinor, StageAdult, StageStraddling}).Draw(t, "stage"), []Reason{ReasonEvidence}}
	}
	return a
}

func genFinding(t *rapid.T, label string) HumanFinding {
	answer := genTruth.Draw(t, label)
	if answer == Unknown {
		return HumanFinding{}
	}
	return HumanFinding{answer, []Reason{ReasonHarm}}
}

func genOutcome(t *rapid.T) Outcome {
	o := Outcome{Effective: genEndDay.Draw(t, "effective"), Concluded: genEndDay.Draw(t, "concluded")}
	if rapid.Bool().Draw(t, "imprisonment") {
		o.Disposition = fengcun.ConvictedImprisonment
	} else {
		o.Disposition = rapid.SampledFrom(append(fengcun.Dispositions(), "")).Draw(t, "disposition")
	}
	if o.Disposition == fengcun.ConvictedImprisonment {
		o.Term = genTerm.Draw(t, "term")
		o.Combined = rapid.Bool().Draw(t, "combined")
		o.Accompanying.Fine = rapid.Bool().Draw(t, "fine")
		if rapid.IntRange(0, 3).Draw(t, "control") == 0 {
			o.Accompanying.Control = fengcun.Term{Years: 1}
		}
	}
	return o
}

func genJointRequest(t *rapid.T) JointRequest {
	j := JointRequest{
		Filed: genActDay.Draw(t, "filed"), ByDefendant: genTruth.Draw(t, "byDefendant"),
		ByRepresentative: genTruth.Draw(t, "byRepresentative"), CourtConsent: genTruth.Draw(t, "consent"),
	}
	if j.CourtConsent == Yes {
		j.Consented = genEndDay.Draw(t, "consented")
	}
	return j
}

func genFacts(t *rapid.T) Facts {
	f := Facts{Birth: genBirth(t), Outcome: genOutcome(t)}
	f.Acts = rapid.SliceOfN(rapid.Custom(genAct), 0, 3).Draw(t, "acts")
	f.MainActBefore18 = genFinding(t, "main")
	if !f.Outcome.Accompanying.Control.IsZero() {
		f.ControlWithinLimit = genFinding(t, "controlFinding")
	}
	if f.Outcome.Disposition == fengcun.AcquittedInsufficient {
		f.JointRequest = genJointRequest(t)
	}
	f.JointCrime.WithAdults = genTruth.Draw(t, "withAdults")
	f.Reopened = rapid.IntRange(0, 9).Draw(t, "reopened") == 0
	return f
}

// genValid draws facts that contradict each other nowhere.
func genValid(t *rapid.T) Facts {
	return rapid.Custom(genFacts).Filter(func(f Facts) bool { return f.Validate() == nil }).Draw(t, "facts")
}

func genUnsealing(t *rapid.T) UnsealingFacts {
	f := UnsealingFacts{
		Ground: rapid.SampledFrom([]fengcun.UnsealingGround{
			"", fengcun.GroundNewCrime, fengcun.GroundUndetectedCrime, fengcun.GroundResentence, fengcun.GroundJointRequest,
		}).Draw(t, "ground"),
		Birth: genBirth(t), Outcome: genOutcome(t), Intentional: genTruth.Draw(t, "intentional"),
		Acts:               rapid.SliceOfN(rapid.Custom(genAct), 0, 2).Draw(t, "acts"),
		SealedDisposition:  rapid.SampledFrom([]fengcun.Disposition{"", fengcun.AcquittedInsufficient, fengcun.ConvictedImprisonment}).Draw(t, "sealed"),
		Combined:           genTruth.Draw(t, "crimesCombined"),
		FirstTermCompleted: genActDay.Draw(t, "completed"), Discovered: genActDay.Draw(t, "discovered"),
		JudgmentOnFile: rapid.SampledFrom([]Truth{Unknown, No, Yes, Yes}).Draw(t, "onFile"),
		Retrial:        rapid.SampledFrom([]Truth{Unknown, No, Yes, Yes}).Draw(t, "retrial"),
		FiveYearsLifts: genFinding(t, "five"),
		JointRequest:   genJointRequest(t),
	}
	if !f.Outcome.Accompanying.Control.IsZero() {
		f.ControlWithinLimit = genFinding(t, "controlFinding")
	}
	return f
}

func genValidUnsealing(t *rapid.T) UnsealingFacts {
	return rapid.Custom(genUnsealing).Filter(func(f UnsealingFacts) bool { return f.Validate() == nil }).Draw(t, "facts")
}

// checkTree checks what every decision promises, whatever the facts.
func checkTree(t *rapid.T, reason *Finding) {
	reason.Walk(func(_ int, f *Finding) {
		short := ""
		if i := bytes.IndexByte([]byte(f.Basis), ' '); i >= 0 {
			short = string(f.Basis[:i])
		}
		if _, ok := laws[short]; !ok || f.Basis == "" || short == "" && (f.Basis.Article() < 1 || f.Basis.Article() > 26) {
			t.Fatalf("%s rests on %q", f, f.Basis)
		}
		for _, lang := range Languages() {
			if _, ok := catalogueOf(lang)[sentenceKey(f.Code, f.Answer)]; !ok {
				t.Fatalf("no sentence in %s for %s", lang, f)
			}
		}
	})
}

func checkDecision(t *rapid.T, d *Decision) {
	if !slices.Contains(Verdicts(), d.Verdict) {
		t.Fatalf("verdict %q", d.Verdict)
	}
	if d.Withheld() == (d.Verdict == NotSeal) {
		t.Fatalf("%s with disclosure %s", d.Verdict, d.Disclosure)
	}
	if d.Verdict != Seal && (len(d.Labels) > 0 || len(d.Services) > 0) || d.Verdict == Seal && len(d.Services) == 0 {
		t.Fatalf("%s with labels %v and services %v", d.Verdict, d.Labels, d.Services)
	}
	if d.Verdict == Undecided && len(d.Missing()) == 0 && d.RuleSet != "" && !silent(d) {
		t.Fatal("undecided, but nothing is missing")
	}
	checkTree(t, &d.Reason)
}

// silent reports whether the text of the Measures itself is what is missing.
func silent(d *Decision) (found bool) {
	d.Reason.Walk(func(_ int, f *Finding) { found = found || f.Code == CodeStraddlingNotTried })
	return found
}

func TestDecideIsTotal(t *testing.T) {
	wild, near := rapid.Make[Facts](), rapid.Custom(genFacts)
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.OneOf(wild, near).Draw(t, "facts")
		d := Decide(f, rapid.OneOf(genAsOf, rapid.Make[fengcun.Date]()).Draw(t, "asOf"))
		checkDecision(t, &d)
		if err := f.Validate(); err != nil && (d.Verdict != Undecided || fengcun.KindOf(err) != fengcun.KindInvalid) {
			t.Fatalf("facts with %v give %s", err, d.Verdict)
		}
	})
}

func TestDecideUnsealingIsTotal(t *testing.T) {
	wild, near := rapid.Make[UnsealingFacts](), rapid.Custom(genUnsealing)
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.OneOf(wild, near).Draw(t, "facts")
		d := DecideUnsealing(f, rapid.OneOf(genAsOf, rapid.Make[fengcun.Date]()).Draw(t, "asOf"))
		if !slices.Contains(UnsealingVerdicts(), d.Verdict) {
			t.Fatalf("verdict %q", d.Verdict)
		}
		if d.Withheld() == (d.Verdict == Lift) || d.EffectiveFrom.IsZero() == (d.Verdict == Lift) {
			t.Fatalf("%s with disclosure %s from %s", d.Verdict, d.Disclosure, d.EffectiveFrom)
		}
		if d.Verdict == Lift && d.EffectiveFrom.After(d.AsOf) {
			t.Fatal("lifted before the ground arose")
		}
		if f.Validate() != nil && d.Verdict != UnsealingUndecided {
			t.Fatalf("contradictory facts give %s", d.Verdict)
		}
		checkTree(t, &d.Reason)
	})
}

// Doubt protects: forgetting a fact never opens a record that was not open.
func TestForgettingAFactNeverDiscloses(t *testing.T) {
	forget := []func(*Facts){
		func(f *Facts) { f.Birth = Birth{} },
		func(f *Facts) { f.Birth.Date = fengcun.Date{} },
		func(f *Facts) { f.Birth.NotBefore = fengcun.Date{} },
		func(f *Facts) { f.Birth.NotAfter = fengcun.Date{} },
		func(f *Facts) { f.Acts = nil },
		func(f *Facts) { onFirst(f.Acts, func(a *Act) { a.Date = fengcun.Date{} }) },
		func(f *Facts) { onFirst(f.Acts, func(a *Act) { a.From = fengcun.Date{} }) },
		func(f *Facts) { onFirst(f.Acts, func(a *Act) { a.To = fengcun.Date{} }) },
		func(f *Facts) { onFirst(f.Acts, func(a *Act) { a.AgeFinding = AgeFinding{} }) },
		func(f *Facts) { f.Outcome = Outcome{} },
		func(f *Facts) { f.Outcome.Disposition = "" },
		func(f *Facts) { f.Outcome.Term = fengcun.Term{} },
		func(f *Facts) { f.Outcome.Effective = fengcun.Date{} },
		func(f *Facts) { f.Outcome.Concluded = fengcun.Date{} },
		func(f *Facts) { f.MainActBefore18 = HumanFinding{} },
		func(f *Facts) { f.ControlWithinLimit = HumanFinding{} },
		func(f *Facts) { f.JointRequest = JointRequest{} },
		func(f *Facts) { f.JointRequest.ByDefendant = Unknown },
		func(f *Facts) { f.JointRequest.ByRepresentative = Unknown },
		func(f *Facts) { f.JointRequest.CourtConsent = Unknown },
		func(f *Facts) { f.JointRequest.Filed = fengcun.Date{} },
	}
	rapid.Check(t, func(t *rapid.T) {
		f, asOf := genValid(t), genAsOf.Draw(t, "asOf")
		before := Decide(f, asOf)
		if before.Verdict == NotSeal {
			return
		}
		for i, remove := range forget {
			less := f
			less.Acts = slices.Clone(f.Acts)
			remove(&less)
			if after := Decide(less, asOf); less.Validate() == nil && after.Verdict == NotSeal {
				t.Fatalf("forgetting fact %d turns %s into %s", i, before.Verdict, after.Verdict)
			}
		}
	})
}

func onFirst(acts []Act, change func(*Act)) {
	if len(acts) > 0 {
		change(&acts[0])
	}
}

func TestForgettingAFactNeverLifts(t *testing.T) {
	forget := []func(*UnsealingFacts){
		func(f *UnsealingFacts) { f.Ground = "" },
		func(f *UnsealingFacts) { f.Birth = Birth{} },
		func(f *UnsealingFacts) { f.Acts = nil },
		func(f *UnsealingFacts) { onFirst(f.Acts, func(a *Act) { a.Date = fengcun.Date{} }) },
		func(f *UnsealingFacts) { f.SealedDisposition = "" },
		func(f *UnsealingFacts) { f.Combined = Unknown },
		func(f *UnsealingFacts) { f.FirstTermCompleted = fengcun.Date{} },
		func(f *UnsealingFacts) { f.Discovered = fengcun.Date{} },
		func(f *UnsealingFacts) { f.Outcome = Outcome{} },
		func(f *UnsealingFacts) { f.Outcome.Term = fengcun.Term{} },
		func(f *UnsealingFacts) { f.Outcome.Effective = fengcun.Date{} },
		func(f *UnsealingFacts) { f.JudgmentOnFile = Unknown },
		func(f *UnsealingFacts) { f.ControlWithinLimit = HumanFinding{} },
		func(f *UnsealingFacts) { f.Retrial = Unknown },
		func(f *UnsealingFacts) { f.FiveYearsLifts = HumanFinding{} },
		func(f *UnsealingFacts) { f.JointRequest = JointRequest{} },
		func(f *UnsealingFacts) { f.JointRequest.CourtConsent = Unknown },
		func(f *UnsealingFacts) { f.JointRequest.Consented = fengcun.Date{} },
	}
	rapid.Check(t, func(t *rapid.T) {
		f, asOf := genValidUnsealing(t), genAsOf.Draw(t, "asOf")
		before := DecideUnsealing(f, asOf)
		if before.Verdict == Lift {
			return
		}
		for i, remove := range forget {
			less := f
			less.Acts = slices.Clone(f.Acts)
			remove(&less)
			if after := DecideUnsealing(less, asOf); less.Validate() == nil && after.Verdict == Lift {
				t.Fatalf("forgetting fact %d turns %s into %s", i, before.Verdict, after.Verdict)
			}
		}
	})
}

func TestOrderOfActsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, asOf := genFacts(t), genAsOf.Draw(t, "asOf")
		g := f
		g.Acts = rapid.Permutation(f.Acts).Draw(t, "order")
		d, e := Decide(f, asOf), Decide(g, asOf)
		if d.Verdict != e.Verdict || d.Disclosure != e.Disclosure || d.IdentityProtected != e.IdentityProtected ||
			!slices.Equal(d.Labels, e.Labels) || !slices.Equal(d.Services, e.Services) {
			t.Fatalf("%s and %s", d.Verdict, e.Verdict)
		}
		if !slices.Equal(sortedFindings(&d.Reason), sortedFindings(&e.Reason)) {
			t.Fatal("other findings in another order of acts")
		}
	})
}

func sortedFindings(f *Finding) []string {
	var all []string
	f.Walk(func(_ int, f *Finding) { all = append(all, f.String()) })
	slices.Sort(all)
	return all
}

// A longer term never turns a record that is not sealed into one that is.
func TestLongerTermNeverSeals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, asOf := genFacts(t), genAsOf.Draw(t, "asOf")
		f.Outcome.Disposition = fengcun.ConvictedImprisonment
		longer := f
		f.Outcome.Term, longer.Outcome.Term = genTerm.Draw(t, "shorter"), genTerm.Draw(t, "longer")
		if f.Outcome.Term.IsZero() || !longer.Outcome.Term.Exceeds(f.Outcome.Term) {
			return
		}
		d, e := Decide(f, asOf), Decide(longer, asOf)
		if d.Verdict == NotSeal && e.Verdict != NotSeal || e.Verdict == Seal && d.Verdict != Seal {
			t.Fatalf("%s, and with the longer term %s", d.Verdict, e.Verdict)
		}
	})
}

func TestDecisionRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Decide(genFacts(t), genAsOf.Draw(t, "asOf"))
		roundTrip(t, d, &Decision{})
		u := DecideUnsealing(genUnsealing(t), genAsOf.Draw(t, "asOf"))
		roundTrip(t, u, &UnsealingDecision{})
	})
}

func TestFactsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := genValid(t)
		text, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		g, err := ParseFacts(text)
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		again, err := json.Marshal(g)
		if err != nil || !bytes.Equal(text, again) {
			t.Fatalf("%s\n%s\n%v", text, again, err)
		}
	})
}

func roundTrip(t *rapid.T, v, into any) {
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(reflect.ValueOf(into).Elem().Interface())
	if err != nil || !bytes.Equal(text, again) {
		t.Fatalf("%s\n%s\n%v", text, again, err)
	}
}

// Whatever bytes come in, the answer is facts or an error about a field.
func TestParseIsTotal(t *testing.T) {
	var seeds [][]byte
	for _, v := range Vectors() {
		seeds = append(seeds, v.Facts)
	}
	rapid.Check(t, func(t *rapid.T) {
		text := slices.Clone(rapid.SampledFrom(seeds).Draw(t, "seed"))
		for range rapid.IntRange(0, 3).Draw(t, "changes") {
			text[rapid.IntRange(0, len(text)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
		}
		if _, err := ParseFacts(text); err != nil && fengcun.KindOf(err) != fengcun.KindInvalid {
			t.Fatal(err)
		}
		if _, err := ParseUnsealingFacts(text); err != nil && fengcun.KindOf(err) != fengcun.KindInvalid {
			t.Fatal(err)
		}
	})
}
