package fengcun

// Disposition is how the proceedings against one person ended, or that they have
// not ended. It decides which article governs the sealing.
type Disposition string

// The dispositions. "Convicted" means an effective judgment.
const (
	Pending Disposition = "pending" // 诉讼中, nothing decided yet

	// Convictions (Article 4).
	ConvictedImprisonment Disposition = "imprisonment" // 有期徒刑, with or without suspension
	ConvictedLife         Disposition = "life"         // 无期徒刑
	ConvictedDetention    Disposition = "detention"    // 拘役
	ConvictedControl      Disposition = "control"      // 管制
	ConvictedFineOnly     Disposition = "fine_only"    // 单处罚金 or another supplementary penalty alone
	ExemptFromPunishment  Disposition = "exempt"       // 免予刑事处罚

	// Acquittals (Articles 3, 7).
	AcquittedInsufficient Disposition = "acquitted_insufficient_evidence" // 事实不清、证据不足宣告无罪
	AcquittedInnocent     Disposition = "acquitted_innocent"              // 依法宣告无罪

	// Non-prosecution (Articles 3, 12).
	NonProsecutionStatutory     Disposition = "non_prosecution_statutory"       // 法定不起诉
	NonProsecutionDiscretionary Disposition = "non_prosecution_discretionary"   // 酌定（相对）不起诉
	NonProsecutionDoubt         Disposition = "non_prosecution_doubt"           // 存疑不起诉
	NonProsecutionConditional   Disposition = "non_prosecution_conditional"     // 附条件不起诉, probation running
	NonProsecutionAfterTrial    Disposition = "non_prosecution_after_probation" // 考验期满不起诉, the final decision

	// Other endings (Article 3).
	NotPunishedAge       Disposition = "not_punished_age"      // 因未达刑事责任年龄不予刑事处罚
	NotPunishedOther     Disposition = "not_punished_other"    // 不予刑事处罚 for another reason
	NotPursued           Disposition = "not_pursued"           // 不追究刑事责任
	CaseWithdrawn        Disposition = "case_withdrawn"        // 公安机关撤销案件
	ProsecutionWithdrawn Disposition = "prosecution_withdrawn" // 撤回起诉, before the procuratorate decides again
	CoerciveMeasureOnly  Disposition = "coercive_measure"      // only a 刑事强制措施 was taken, e.g. arrest refused
	SupportRecord        Disposition = "support_record"        // 社会调查、帮教考察、心理疏导、司法救助 records

	// Neighbouring kinds that are no criminal record (Prevention Law 59(2)).
	AdminPenalty     Disposition = "admin_penalty"     // 行政处罚
	SpecialEducation Disposition = "special_education" // 专门教育、专门矫治教育
)

// Dispositions lists every disposition in the order of the constants.
func Dispositions() []Disposition {
	return []Disposition{
		Pending,
		ConvictedImprisonment, ConvictedLife, ConvictedDetention, ConvictedControl, ConvictedFineOnly, ExemptFromPunishment,
		AcquittedInsufficient, AcquittedInnocent,
		NonProsecutionStatutory, NonProsecutionDiscretionary, NonProsecutionDoubt, NonProsecutionConditional, NonProsecutionAfterTrial,
		NotPunishedAge, NotPunishedOther, NotPursued, CaseWithdrawn, ProsecutionWithdrawn, CoerciveMeasureOnly, SupportRecord,
		AdminPenalty, SpecialEducation,
	}
}

// Conviction reports whether the disposition is a finding of guilt by a court.
func (d Disposition) Conviction() bool {
	switch d {
	case ConvictedImprisonment, ConvictedLife, ConvictedDetention, ConvictedControl, ConvictedFineOnly, ExemptFromPunishment:
		return true
	}
	return false
}

// NonProsecution reports whether the disposition is a final decision not to
// prosecute, served under Article 12. The conditional decision is not final.
func (d Disposition) NonProsecution() bool {
	switch d {
	case NonProsecutionStatutory, NonProsecutionDiscretionary, NonProsecutionDoubt, NonProsecutionAfterTrial:
		return true
	}
	return false
}

// Running reports whether proceedings still run, so that the materials are
// confidential but not yet sealed.
func (d Disposition) Running() bool {
	switch d {
	case Pending, NonProsecutionConditional, ProsecutionWithdrawn:
		return true
	}
	return false
}
