package fengcun

// NoticeState is the state of one sealing notice (犯罪记录封存通知书). There is
// one notice per person.
type NoticeState string

// The states of a notice.
const (
	NoticeDraft     NoticeState = "draft"     // 拟稿
	NoticeApproved  NoticeState = "approved"  // 已审批
	NoticeIssued    NoticeState = "issued"    // 已签发, numbered
	NoticeWithdrawn NoticeState = "withdrawn" // 撤回: only where the judgment was not effective
)

var noticeMachine = machine[NoticeState]{
	noun: "notice", basis: "11",
	moves: map[NoticeState]map[NoticeState]string{
		NoticeDraft:    {NoticeApproved: "11"},
		NoticeApproved: {NoticeIssued: "11"},
		NoticeIssued:   {NoticeWithdrawn: "11"},
	},
}

// Next returns the article on which the transition rests, or an error of kind
// KindConflict.
func (s NoticeState) Next(t NoticeState) (basis string, err error) {
	return noticeMachine.next(s, t)
}

// DeliveryState is how far one recipient has dealt with a notice.
type DeliveryState string

// The states of one delivery.
const (
	DeliveryDispatched   DeliveryState = "dispatched"   // 已发出
	DeliveryReceived     DeliveryState = "received"     // 已收到: starts this recipient's own three days
	DeliveryCoordinating DeliveryState = "coordinating" // 统筹中
	DeliveryConfirmed    DeliveryState = "confirmed"    // 已反馈封存
	DeliveryReturned     DeliveryState = "returned"     // 退回: wrong organ or level
	DeliveryEnded        DeliveryState = "ended"        // 终止送达: the person died before receipt
)

// ServiceEnding is why service on the person ends without receipt.
type ServiceEnding string

// Death is the only reason: whoever cannot be found is still to be served.
const ServiceEndedByDeath ServiceEnding = "death" // 死亡

// ServiceEndings lists every reason.
func ServiceEndings() []ServiceEnding { return []ServiceEnding{ServiceEndedByDeath} }

var deliveryMachine = machine[DeliveryState]{
	noun: "delivery", basis: "11",
	moves: map[DeliveryState]map[DeliveryState]string{
		DeliveryDispatched:   {DeliveryReceived: "11", DeliveryReturned: "11", DeliveryEnded: "11"},
		DeliveryReceived:     {DeliveryCoordinating: "11", DeliveryConfirmed: "11", DeliveryReturned: "11"},
		DeliveryCoordinating: {DeliveryConfirmed: "11"},
	},
}

// Next returns the article on which the transition rests, or an error of kind
// KindConflict.
func (s DeliveryState) Next(t DeliveryState) (basis string, err error) {
	return deliveryMachine.next(s, t)
}
