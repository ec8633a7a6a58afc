package main

import (
	"slices"
	"strings"

	"fengcun"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// prove has every holding probed: what the system answers for by the system, volumes by
// hand, each organ on its own head's order; organs elsewhere are asked, organs on
// paper report. It fails if anything is left unproven anywhere.
func (d *demo) prove() error {
	d.head("核查封存效果：像陌生人那样查询", "Prove the effect: ask as a stranger would")
	orders := map[fengcun.OrganID]fengcun.ID{}
	for _, o := range sample.Organs() {
		if !d.here(o.ID) {
			continue
		}
		id, err := d.at(o.ID).Registry.OrderProbes(d.ctx, sample.Member(o.ID, fengcun.RoleApprover), registry.ProbeOrder{
			Number: "核查决定1号", Carrier: sample.Member(o.ID, fengcun.RoleCustodian).Staff, Sample: registry.MaxSample, Until: fengcun.DateOf(d.clock()).AddDays(180),
		})
		if err != nil {
			return err
		}
		orders[o.ID] = id
	}
	if err := d.askOthers(); err != nil {
		return err
	}
	if err := d.carry(); err != nil {
		return err
	}
	probed, tried := 0, 0
	for _, o := range sample.Organs() {
		if !d.here(o.ID) {
			continue
		}
		system, byHand, err := d.proveOrgan(o.ID, orders[o.ID])
		if err != nil {
			return err
		}
		probed, tried = probed+system, tried+byHand
	}
	d.done("%d 件载体由系统核查，混有同样多的虚构身份，顺序随机；过程加密保存，离开机关的只有结果",
		"%d holdings probed by the system, mixed with as many synthetic identities in random order; the questions stay encrypted, only outcomes leave the organ", probed)
	if err := d.carry(); err != nil {
		return err
	}
	return d.proven(tried)
}

// proveOrgan probes and tries by hand until nothing of the organ's own is unproven.
func (d *demo) proveOrgan(organ fengcun.OrganID, order fengcun.ID) (probed, tried int, err error) {
	r, custodian := d.at(organ).Registry, sample.Member(organ, fengcun.RoleCustodian)
	result, err := r.Probe(d.ctx, custodian, order)
	if err != nil {
		return 0, 0, err
	}
	if len(result.Failed) > 0 {
		return 0, 0, broken("probe")
	}
	slices.SortFunc(result.Passed, func(a, b fengcun.HoldingID) int { return strings.Compare(a.String(), b.String()) })
	probed = len(slices.Compact(result.Passed))
	for {
		p, err := r.Probes(d.ctx, custodian)
		if err != nil {
			return 0, 0, err
		}
		if len(p.ByHand) == 0 {
			return probed, tried, nil
		}
		for _, h := range p.ByHand {
			if err := r.RecordProbe(d.ctx, custodian, registry.ManualProbe{Order: order, Holding: h.ID, Passed: true, Findings: "试行调阅，未能借出"}); err != nil {
				return 0, 0, err
			}
			tried++
		}
	}
}

// askOthers asks the organs elsewhere, and enters the reports of those on paper.
func (d *demo) askOthers() error {
	for _, o := range sample.Organs() {
		if !d.here(o.ID) {
			continue
		}
		r := d.at(o.ID).Registry
		p, err := r.Probes(d.ctx, sample.Member(o.ID, fengcun.RoleApprover))
		if err != nil {
			return err
		}
		for _, e := range p.Elsewhere {
			if e.OnPaper {
				_, err = r.EnterProbeReport(d.ctx, sample.Member(o.ID, fengcun.RoleHandler), registry.ProbeReport{
					Recipient: e.Organ, Passed: true, At: d.clock(), By: "档案室", Scan: strings.NewReader("scan of the signed report"),
				})
			} else {
				_, err = r.AskProbe(d.ctx, sample.Member(o.ID, fengcun.RoleApprover), e.Organ)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// proven looks at every organ's list: nothing may be left on it.
func (d *demo) proven(tried int) error {
	elsewhere := 0
	for _, o := range sample.Organs() {
		if !d.here(o.ID) {
			continue
		}
		p, err := d.at(o.ID).Registry.Probes(d.ctx, sample.Member(o.ID, fengcun.RoleCustodian))
		if err != nil {
			return err
		}
		if p.Unproven > 0 || len(p.Failed) > 0 {
			return broken("unproven")
		}
		for _, e := range p.Elsewhere {
			if e.Unproven > 0 {
				return broken("unproven elsewhere")
			}
			elsewhere += e.Proven
		}
	}
	if elsewhere > 0 {
		d.done("其他系统或者纸质办理的机关报告 %d 件载体经核查", "organs elsewhere or on paper report %d holdings proven", elsewhere)
	}
	d.done("%d 册卷宗由人工核查并记录；每一件载体均经核查", "%d volumes tried by hand and recorded; every holding is proven", tried)
	return nil
}
