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
)

// kinds are the codes under which the catalogues name the kinds.
var kinds = map[Kind]string{
	KindCertificate:        "no_record_certificate",
	KindCertificateRefusal: "certificate_refusal",
	KindInquiryRefusal:     "inquiry_refusal",
	KindSealingNotice:      "sealing_notice",
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
