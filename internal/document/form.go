package document

// Form is one kind of paper, named after its file.
type Form string

// The forms that acts issue or print. The others are applications and papers that
// staff fill in; Library.Forms lists all.
const (
	NoRecordCertificate  Form = "no_record_certificate" // 无犯罪记录证明
	CertificateRefusal   Form = "certificate_refusal"   // 不予出具无犯罪记录证明通知书
	RecordCertificate    Form = "record_certificate"    // 有/无犯罪记录证明
	InquiryResultLetter  Form = "inquiry_result_letter" // 查询告知函
	InquiryRefusal       Form = "inquiry_refusal"       // 不许可查询决定书
	InquiryRegister      Form = "inquiry_register"      // 查询登记表
	AcceptanceReceipt    Form = "acceptance_receipt"    // 受理回执
	SupplementNotice     Form = "supplement_notice"     // 补正材料告知书
	AcceptanceRefusal    Form = "acceptance_refusal"    // 不予受理告知书
	SecrecyUndertaking   Form = "secrecy_undertaking"   // 保密承诺书
	SecrecyNotice        Form = "secrecy_notice"        // 保密义务告知书
	SealingNotice        Form = "sealing_notice"        // 犯罪记录封存通知书, to an organ
	SealingNoticePerson  Form = "sealing_notice_person" // 犯罪记录封存通知书, to the person
	ExplanationLetter    Form = "explanation_letter"    // 告知书
	ExplanationRecord    Form = "explanation_record"    // 释明笔录
	ServiceReceipt       Form = "service_receipt"       // 送达回证
	UnsealingNotice      Form = "unsealing_notice"      // 解除封存通知书
	ExceptionDecision    Form = "exception_decision"    // 决定书, Article 7
	SealingInventory     Form = "sealing_inventory"     // 封存材料清单
	CorrectionOpinion    Form = "correction_opinion"    // 纠正意见书
	CorrectionNotice     Form = "correction_notice"     // 纠正违法通知书
	ProcuratorSuggestion Form = "procurator_suggestion" // 检察建议书
	CorrectionReply      Form = "correction_reply"      // 回复
	RecheckOpinion       Form = "recheck_opinion"       // 复查意见书
	AcceptanceElsewhere  Form = "acceptance_elsewhere"  // 受理单位告知单: where to apply
	Instructions         Form = "instructions"          // 封存须知: goes with the notice to the person
	ReadingPage          Form = "reading_page"          // 封存材料查阅页: read in the reader, or leaves as an excerpt or a copy
	Envelope             Form = "envelope"              // 信封
)

// The languages of a form. The Chinese one is the document; English is a reading
// copy that says so.
const (
	Chinese = "zh-CN"
	English = "en"
)

// Languages are the languages that every form exists in.
func Languages() []string { return []string{Chinese, English} }
