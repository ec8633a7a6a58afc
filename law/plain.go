package law

// Plain reports whether a decision is one of those that a second person may approve
// from a list, by its verdict line: sealing is demanded, nothing is missing, every
// act is that of a minor, no person's finding was weighed and nobody else's file is
// concerned. Everything else is read one by one.
func (d Decision) Plain() bool {
	plain := d.Verdict == Seal && len(d.Labels) == 0 && !d.StateInJudgment && len(d.Missing()) == 0
	d.Reason.Walk(func(_ int, f *Finding) {
		switch f.Code {
		case CodeStraddling, CodeActStraddles, CodeAgeFound, CodeLeapDay, CodeBirthUnproven, CodeControlBeside,
			CodeDoubtProtects, CodeIndependent, CodeReopened, CodeEarlierReplaced, CodeLaterCrime,
			CodeJointSeparate, CodeUsedElsewhere:
			plain = false
		}
	})
	return plain
}
