package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/store"
)

// Step is the code of what has to be done next.
type Step string

// The steps of a matter and of the tasks beside it, each by an act of this package.
const (
	StepComplete        Step = "complete"          // 补全业务系统来件
	StepSettle          Step = "settle"            // 核对业务系统来件的差异
	StepExplain         Step = "explain"           // 告知
	StepConclude        Step = "conclude"          // 登记办结
	StepConfirmEffect   Step = "confirm_effect"    // 确认生效日期
	StepPropose         Step = "propose"           // 提出意见
	StepFind            Step = "find"              // 补充事实或者人工认定
	StepApprove         Step = "approve"           // 审批意见
	StepDraftNotice     Step = "draft_notice"      // 拟制通知书
	StepIssueNotice     Step = "issue_notice"      // 签发通知书
	StepReceive         Step = "receive"           // 签收通知书
	StepReceiveByPerson Step = "receive_by_person" // 登记本人签收
	StepConfirm         Step = "confirm"           // 确认载体封存
	StepEndEnforcement  Step = "end_enforcement"   // 登记社区矫正终结
	StepTell            Step = "tell"              // 告知保密义务
	StepAnswerPlace     Step = "answer_place"      // 登记系统所有者的答复
	StepReview          Step = "review"            // 复核更正
	StepExamineGround   Step = "examine_ground"    // 审查解除事由
	StepLift            Step = "lift"              // 批准解除封存
	StepAnswer          Step = "answer"            // 办结证明申请
	StepSettleNamesake  Step = "settle_namesake"   // 核对同名人员
	StepReviewBasis     Step = "review_basis"      // 审查查询依据
	StepSign            Step = "sign_undertaking"  // 签署保密承诺书
	StepName            Step = "name_person"       // 登记被查询人
	StepPermit          Step = "permit_inquiry"    // 许可并答复查询
	StepServeReading    Step = "serve_reading"     // 接待查阅

	StepTakeHeld           Step = "take_held"           // 办理平台数据
	StepDecideVerification Step = "decide_verification" // 批准核查
	StepEndVerification    Step = "end_verification"    // 完成核查
)

// Steps lists every step in the order in which a matter meets them.
func Steps() []Step {
	return []Step{
		StepComplete, StepSettle, StepExplain, StepConclude, StepConfirmEffect, StepPropose, StepFind, StepApprove, StepDraftNotice, StepIssueNotice,
		StepReceive, StepReceiveByPerson, StepEndEnforcement, StepConfirm, StepTell, StepAnswerPlace, StepReview, StepExamineGround, StepLift, StepAnswer, StepSettleNamesake,
		StepReviewBasis, StepSign, StepName, StepPermit, StepServeReading,
		StepDecideVerification, StepEndVerification, StepTakeHeld,
	}
}

// Article returns the article that demands the step.
func (s Step) Article() string {
	switch s {
	case StepExplain:
		return "8"
	case StepComplete, StepSettle, StepConclude:
		return "2"
	case StepPropose, StepApprove, StepReview, StepTakeHeld:
		return "4"
	case StepFind:
		return "4(2)"
	case StepConfirmEffect, StepDraftNotice, StepIssueNotice, StepReceive, StepReceiveByPerson:
		return "11"
	case StepEndEnforcement:
		return basisEnforcement
	case StepConfirm, StepAnswerPlace:
		return "10"
	case StepTell:
		return "17"
	case StepExamineGround:
		return "18"
	case StepLift:
		return "19"
	case StepAnswer, StepSettleNamesake, StepDecideVerification, StepEndVerification:
		return "15"
	case StepReviewBasis, StepName, StepPermit, StepServeReading:
		return "16"
	case StepSign:
		return "17"
	}
	return ""
}

// standing is where a record stands, seen from one organ's copy.
type standing struct {
	record  store.Record
	copy    store.Copy
	notice  store.Notice // the one in force; zero if there is none
	pending store.Decision
}

// deciding reports whether the copy is that of the deciding organ.
func (s standing) deciding() bool { return s.copy.Organ == s.record.Organ }

func (r *Registry) standing(ctx context.Context, c store.Copy) (standing, error) {
	rec, err := store.RecordByID(ctx, r.rows, c.Record)
	if err != nil {
		return standing{}, err
	}
	s := standing{record: rec, copy: c}
	notices, err := store.NoticesOfRecord(ctx, r.rows, rec.ID)
	if err != nil {
		return s, err
	}
	if i := slices.IndexFunc(notices, func(n store.Notice) bool { return !n.Overtaken }); i >= 0 {
		s.notice = notices[i]
	}
	if s.deciding() {
		s.pending, err = r.pending(ctx, rec, c)
	}
	return s, err
}

// pending returns the decision that waits for its second person, the zero one if
// none does: the newest, if no newer facts have overtaken it.
func (r *Registry) pending(ctx context.Context, rec store.Record, c store.Copy) (store.Decision, error) {
	if rec.State == fengcun.RecordOpen || rec.State == fengcun.RecordReopened {
		return store.Decision{}, nil
	}
	decisions, err := store.DecisionsOfRecord(ctx, r.rows, rec.ID)
	if err != nil || len(decisions) == 0 {
		return store.Decision{}, err
	}
	last := decisions[len(decisions)-1]
	if last.State != store.DecisionProposed {
		return store.Decision{}, nil
	}
	err = r.newest(ctx, c, last)
	if fengcun.CodeOf(err) == "decide.overtaken" {
		return store.Decision{}, nil
	}
	if err != nil {
		return store.Decision{}, err
	}
	return last, nil
}

// next returns the step that a record waits for, none if it waits for nothing, and
// whether somebody else than the handler takes it.
func (r *Registry) next(ctx context.Context, s standing) (step Step, another bool, err error) {
	if !s.deciding() {
		if s.record.State != fengcun.RecordSealDue || s.copy.State != fengcun.CopyWorking {
			return "", false, nil
		}
		if _, running, err := r.enforcing(ctx, s.copy); err != nil || running {
			return StepEndEnforcement, false, err
		}
		return StepConfirm, false, nil
	}
	if !s.pending.ID.IsZero() {
		return StepApprove, true, nil
	}
	switch s.record.State {
	case fengcun.RecordOpen, fengcun.RecordReopened:
		facts, err := r.readFactsOf(ctx, s.copy)
		if err != nil {
			return "", false, err
		}
		if err := r.explained(ctx, s.record.ID, facts.Outcome); fengcun.CodeOf(err) == "conclude.not_explained" {
			return StepExplain, false, nil
		} else if err != nil {
			return "", false, err
		}
		return StepConclude, false, nil
	case fengcun.RecordConcluded:
		part, err := r.openPart(ctx, s.copy.Item, partFacts)
		if err != nil {
			return "", false, err
		}
		stored, err := readFactsPart(part)
		if err != nil {
			return "", false, err
		}
		if !stored.effectConfirmed() {
			return StepConfirmEffect, false, nil
		}
		return StepPropose, false, nil
	case fengcun.RecordUndecided:
		return StepFind, false, nil
	case fengcun.RecordSealDue:
		switch s.notice.State {
		case "":
			return StepDraftNotice, false, nil
		case fengcun.NoticeIssued:
			return StepConfirm, false, nil
		}
		return StepIssueNotice, true, nil
	}
	return "", false, nil
}
