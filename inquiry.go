package fengcun

// InquiryState is the state of one inquiry under Article 16. The basis is
// examined before, and without, any look-up of the person.
type InquiryState string

// The states of an inquiry that the basis review can reach.
const (
	InquiryAccepted InquiryState = "accepted" // 已受理: starts three working days
	InquiryRefused  InquiryState = "refused"  // 不许可查询: basis insufficient, the same for everybody
)

var inquiryMachine = machine[InquiryState]{
	noun: "inquiry", basis: "16",
	moves: map[InquiryState]map[InquiryState]string{
		InquiryAccepted: {InquiryRefused: "16(2)"},
	},
}

// Next returns the article on which the transition rests, or an error of kind
// KindConflict.
func (s InquiryState) Next(t InquiryState) (basis string, err error) {
	return inquiryMachine.next(s, t)
}
