package verification

import "fengcun"

// Kind is the kind of a paper as its code says it. Numbers are for ever: papers
// keep them.
type Kind byte

// The kinds of paper that carry a code.
const (
	KindCertificate        Kind = 1 // 无犯罪记录证明
	KindCertificateRefusal Kind = 2 // 不予出具无犯罪记录证明通知书
	KindInquiryRefusal     Kind = 3 // 不许可查询决定书
	KindSealingNotice      Kind = 4 // 犯罪记录封存通知书

	KindSealingNoticePerson  Kind = 5  // 犯罪记录封存通知书, to the person
	KindRecordCertificate    Kind = 6  // 有无犯罪记录证明
	KindInquiryResultLetter  Kind = 7  // 犯罪记录查询结果告知函
	KindAcceptanceReceipt    Kind = 8  // 受理回执
	KindSupplementNotice     Kind = 9  // 补正材料告知书
	KindAcceptanceRefusal    Kind = 10 // 不予受理告知书
	KindUnsealingNotice      Kind = 11 // 解除犯罪记录封存通知书
	KindExceptionDecision    Kind = 12 // 决定书 (Article 7)
	KindCorrectionOpinion    Kind = 13 // 纠正意见书
	KindCorrectionNotice     Kind = 14 // 纠正违法通知书
	KindProcuratorSuggestion Kind = 15 // 检察建议书
	KindCorrectionReply      Kind = 16 // 回复
	KindRecheckOpinion       Kind = 17 // 复查意见书
)

// kinds are the codes under which the catalogues name the kinds.
var kinds = map[Kind]string{
	KindCertificate:        "no_record_certificate",
	KindCertificateRefusal: "certificate_refusal",
	KindInquiryRefusal:     "inquiry_refusal",
	KindSealingNotice:      "sealing_notice",

	KindSealingNoticePerson:  "sealing_notice_person",
	KindRecordCertificate:    "record_certificate",
	KindInquiryResultLetter:  "inquiry_result_letter",
	KindAcceptanceReceipt:    "acceptance_receipt",
	KindSupplementNotice:     "supplement_notice",
	KindAcceptanceRefusal:    "acceptance_refusal",
	KindUnsealingNotice:      "unsealing_notice",
	KindExceptionDecision:    "exception_decision",
	KindCorrectionOpinion:    "correction_opinion",
	KindCorrectionNotice:     "correction_notice",
	KindProcuratorSuggestion: "procurator_suggestion",
	KindCorrectionReply:      "correction_reply",
	KindRecheckOpinion:       "recheck_opinion",
}

// Form returns the code of the form under which the catalogues name the kind, ""
// for a kind of a later version.
func (k Kind) Form() string { return kinds[k] }

// KindOf returns the kind of a form. Error: verification.kind for a form whose
// papers carry no code.
func KindOf(form string) (Kind, error) {
	for k, f := range kinds {
		if f == form {
			return k, nil
		}
	}
	return 0, fengcun.Invalid("verification.kind", "form")
}
