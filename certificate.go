package fengcun

// CertificateState is the state of one personal application under Article 15.
// The states, their order and their number are the same for everybody.
type CertificateState string

// The states of a certificate application.
const (
	CertificateAccepted  CertificateState = "accepted"  // 已受理, numbered
	CertificateVerifying CertificateState = "verifying" // 核查中, the clock stands still
	CertificateIssued    CertificateState = "issued"    // 已出具, certificate or refusal alike
	CertificateVoid      CertificateState = "void"      // 作废
)

var certificateMachine = machine[CertificateState]{
	noun: "certificate", basis: "15",
	moves: map[CertificateState]map[CertificateState]string{
		CertificateAccepted:  {CertificateIssued: "15", CertificateVoid: "15", CertificateVerifying: "mps"},
		CertificateVerifying: {CertificateAccepted: "mps"},
		CertificateIssued:    {CertificateVoid: "15"},
	},
}

// Next returns the article on which the transition rests, or an error of kind
// KindConflict.
func (s CertificateState) Next(t CertificateState) (basis string, err error) {
	return certificateMachine.next(s, t)
}

// Applicant is who applies for a certificate (Article 15).
type Applicant string

// The applicants. An adult has no legal representative; the guardian of an adult
// without full capacity applies with guardian's papers.
const (
	BySelf           Applicant = "self"                 // 本人
	ByRepresentative Applicant = "legal_representative" // 未成年人的法定代理人
	ByGuardian       Applicant = "guardian"             // 无、限制民事行为能力成年人的监护人
	ByAgent          Applicant = "agent"                // 受托人
)

// Applicants lists every applicant.
func Applicants() []Applicant {
	return []Applicant{BySelf, ByRepresentative, ByGuardian, ByAgent}
}

// Paper is a paper that an applicant shows at the window.
type Paper string

// The papers.
const (
	ApplicationForm Paper = "application_form"  // 查询申请表
	OwnIdentity     Paper = "own_identity"      // 本人身份证件
	OtherIdentity   Paper = "other_identity"    // 代为申请的人的身份证件
	ProofOfRelation Paper = "proof_of_relation" // 法定代理关系证明
	GuardianPapers  Paper = "guardian_papers"   // 监护资格证明
	PowerOfAttorney Paper = "power_of_attorney" // 授权委托书
	ProofOfPurpose  Paper = "proof_of_purpose"  // 用途说明
)

// Papers lists every paper, in the order in which the window asks for them.
func Papers() []Paper {
	return []Paper{ApplicationForm, OwnIdentity, OtherIdentity, ProofOfRelation, GuardianPapers, PowerOfAttorney, ProofOfPurpose}
}
