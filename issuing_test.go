package fengcun_test

import (
	"testing"
	"time"

	"fengcun"
)

func TestIssuingBound(t *testing.T) {
	today := fengcun.NewDate(2026, time.November, 25)
	bound := fengcun.Issuing{Mode: fengcun.IssuesHere, Coverage: 95, Days: 7}
	for _, c := range []struct {
		name   string
		bound  fengcun.Issuing
		extent fengcun.FeedExtent
		covers bool
	}{
		{"as much and as old as allowed", bound, fengcun.FeedExtent{UpTo: today.AddDays(-7), Platform: 1000, Delivered: 950}, true},
		{"a day older", bound, fengcun.FeedExtent{UpTo: today.AddDays(-8), Platform: 1000, Delivered: 950}, false},
		{"one less", bound, fengcun.FeedExtent{UpTo: today, Platform: 1000, Delivered: 949}, false},
		{"from tomorrow", bound, fengcun.FeedExtent{UpTo: today.AddDays(1), Platform: 1000, Delivered: 1000}, false},
		{"nothing stated", bound, fengcun.FeedExtent{}, false},
		{"nothing decided", fengcun.Issuing{}, fengcun.FeedExtent{UpTo: today, Platform: 1000, Delivered: 1000}, false},
		{"issued on the national platform", fengcun.Issuing{Mode: fengcun.IssuesOutside}, fengcun.FeedExtent{UpTo: today, Platform: 1, Delivered: 1}, false},
	} {
		if got := c.bound.Covers(c.extent, today); got != c.covers {
			t.Errorf("%s: %t", c.name, got)
		}
	}
	for _, i := range []fengcun.Issuing{
		{}, {Mode: "sometimes"}, {Mode: fengcun.IssuesHere}, {Mode: fengcun.IssuesHere, Coverage: 101, Days: 1}, {Mode: fengcun.IssuesHere, Coverage: 95},
		{Mode: fengcun.IssuesHere, Coverage: 95, Days: fengcun.LongestFeedAge + 1}, {Mode: fengcun.IssuesOutside, Days: 1},
	} {
		if i.Validate() == nil {
			t.Errorf("%+v bounds nothing", i)
		}
	}
	for _, e := range []fengcun.FeedExtent{{}, {UpTo: today.AddDays(1), Platform: 1}, {UpTo: today}, {UpTo: today, Platform: 1, Delivered: 2}, {UpTo: today, Platform: 1, Delivered: -1}} {
		if e.Validate(today) == nil {
			t.Errorf("%+v cannot be", e)
		}
	}
	if err := bound.Validate(); err != nil {
		t.Error(err)
	}
}
