package main

import (
	"fengcun"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// prove probes what was sealed, at every organ on its own head's order, and asks those
// on the other installation for what they found.
func (d *demo) prove() error {
	d.head("核查封存效果：像陌生人那样查询", "Prove the effect: ask as a stranger would")
	asked := map[fengcun.NoticeID][]fengcun.OrganID{}
	for _, q := range d.people {
		if q.state != fengcun.RecordSealed {
			continue
		}
		if err := d.askOthers(q, asked); err != nil {
			return err
		}
	}
	if err := d.carry(); err != nil {
		return err
	}
	proven := map[fengcun.HoldingID]bool{}
	for _, o := range sample.Organs() {
		if !d.here(o.ID) {
			continue
		}
		result, err := d.at(o.ID).Registry.Probe(d.ctx, registry.ProbeOrder{
			Reader: sample.Member(o.ID, fengcun.RoleCustodian), Approver: sample.Member(o.ID, fengcun.RoleApprover),
			Number: "核查决定1号", Sample: registry.MaxSample,
		})
		if err != nil {
			return err
		}
		if len(result.Failed) > 0 {
			return broken("probe")
		}
		for _, h := range result.Passed {
			proven[h] = true
		}
	}
	probed := len(proven)
	if err := d.proveByHand(proven); err != nil {
		return err
	}
	if err := d.carry(); err != nil {
		return err
	}
	for notice, organs := range asked {
		n, err := store.NoticeByID(d.ctx, d.nodes[0].Store.Reader(), notice)
		if err != nil {
			return err
		}
		answers, err := d.at(n.Organ).Registry.ProbeAnswers(d.ctx, sample.Member(n.Organ, fengcun.RoleApprover), notice)
		if err != nil {
			return err
		}
		if len(answers) != len(organs) {
			return broken("probe answers")
		}
	}
	d.done("%d 件载体由系统核查，混有同样多的虚构身份，顺序随机；过程加密保存，离开机关的只有结果",
		"%d holdings probed by the system, mixed with as many synthetic identities in random order; the questions stay encrypted, only outcomes leave the organ", probed)
	d.done("%d 册卷宗由人工核查并记录；每一件载体均经核查", "%d volumes tried by hand and recorded; every holding is proven", len(proven)-probed)
	return nil
}

// proveByHand records the test of every sealed volume, and fails if anything is left
// unproven.
func (d *demo) proveByHand(proven map[fengcun.HoldingID]bool) error {
	for _, q := range d.people {
		if q.state != fengcun.RecordSealed {
			continue
		}
		for _, n := range d.nodes {
			copies, err := store.CopiesOfRecord(d.ctx, n.Store.Reader(), q.record)
			if err != nil {
				return err
			}
			for _, c := range copies {
				if err := d.proveCopy(n, c, proven); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (d *demo) proveCopy(n demoNode, c store.Copy, proven map[fengcun.HoldingID]bool) error {
	holdings, err := store.HoldingsOfCopy(d.ctx, n.Store.Reader(), c.ID)
	if err != nil {
		return err
	}
	for _, h := range holdings {
		switch {
		case proven[h.ID]:
			continue
		case h.Kind != fengcun.HoldingPaperVolume:
			return broken("unproven")
		}
		if err := n.Registry.RecordProbe(d.ctx, sample.Member(c.Organ, fengcun.RoleCustodian), registry.ManualProbe{
			Holding: h.ID, Passed: true, Order: "核查决定1号", Ordered: sample.Member(c.Organ, fengcun.RoleApprover).Staff, Findings: "试行调阅，未能借出",
		}); err != nil {
			return err
		}
		proven[h.ID] = true
	}
	return nil
}

// askOthers asks the recipients of a notice that work on another installation.
func (d *demo) askOthers(q *demoPerson, asked map[fengcun.NoticeID][]fengcun.OrganID) error {
	if d.between == nil || d.at(q.organ) != d.nodes[0].Node {
		return nil
	}
	deliveries, err := store.Deliveries(d.ctx, d.at(q.organ).Store.Reader(), q.notice)
	if err != nil {
		return err
	}
	for _, s := range deliveries {
		if s.Recipient == store.Person || d.at(fengcun.OrganID(s.Recipient)) == d.nodes[0].Node {
			continue
		}
		if err := d.at(q.organ).Registry.AskProbe(d.ctx, sample.Member(q.organ, fengcun.RoleApprover), q.notice, fengcun.OrganID(s.Recipient)); err != nil {
			return err
		}
		asked[q.notice] = append(asked[q.notice], fengcun.OrganID(s.Recipient))
	}
	return nil
}
