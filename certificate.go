package fengcun

// CertificateState is the state of one personal application under Article 15.
// The states, their order and their number are the same for everybody.
type CertificateState string

// The states of a certificate application.
const (
	CertificateAccepted CertificateState = "accepted" // 已受理, numbered
	CertificateIssued   CertificateState = "issued"   // 已出具, certificate or refusal alike
	CertificateVoid     CertificateState = "void"     // 作废
)

var certificateMachine = machine[CertificateState]{
	noun: "certificate", basis: "15",
	moves: map[CertificateState]map[CertificateState]string{
		CertificateAccepted: {CertificateIssued: "15", CertificateVoid: "15"},
		CertificateIssued:   {CertificateVoid: "15"},
	},
}

// Next returns the article on which the transition rests, or an error of kind
// KindConflict.
func (s CertificateState) Next(t CertificateState) (basis string, err error) {
	return certificateMachine.next(s, t)
}
