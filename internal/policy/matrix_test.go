package policy_test

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/policy"
)

// relations lists every way an actor can stand to a thing, as the identities and
// flags of a request.
func relations(role fengcun.Role, act policy.Act) []policy.Request {
	actor := fengcun.Actor{Staff: "li", Organ: "court-0101", Role: role}
	var all []policy.Request
	for _, organ := range []fengcun.OrganID{"court-0101", "police-0101", ""} {
		for _, proposer := range []fengcun.StaffID{"", "li", "wang"} {
			for _, assignee := range []fengcun.StaffID{"", "li", "wang"} {
				for _, sealed := range []bool{false, true} {
					for _, warranted := range []bool{false, true} {
						all = append(all, policy.Request{
							Actor: actor, Act: act, Organ: organ, Proposer: proposer,
							Assignee: assignee, Sealed: sealed, Warranted: warranted,
						})
					}
				}
			}
		}
	}
	return all
}

// holds says whether the conditions of one cell of the matrix hold.
func holds(t *testing.T, cell string, r policy.Request) bool {
	t.Helper()
	if cell == "-" {
		return false
	}
	meaning := map[string]bool{
		"own":  r.Organ == r.Actor.Organ,
		"mine": r.Assignee == r.Actor.Staff,
		"2nd":  r.Proposer != "" && r.Proposer != r.Actor.Staff,
		"not1": r.Proposer != r.Actor.Staff,
		"open": !r.Sealed,
		"warr": r.Warranted,
	}
	return slices.ContainsFunc(strings.Split(cell, "|"), func(all string) bool {
		return !slices.ContainsFunc(strings.Split(all, "+"), func(condition string) bool {
			value, known := meaning[condition]
			if !known {
				t.Fatalf("unknown condition %q", condition)
			}
			return !value
		})
	})
}

// readMatrix returns the cells by act and role.
func readMatrix(t *testing.T) map[policy.Act]map[fengcun.Role]string {
	t.Helper()
	f, err := os.Open("testdata/matrix.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var heads []string
	cells := map[policy.Act]map[fengcun.Role]string{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		switch {
		case len(fields) == 0 || strings.HasPrefix(fields[0], "#"):
		case heads == nil:
			heads = fields
		case len(fields) != len(heads):
			t.Fatalf("row %q has %d cells, want %d", fields[0], len(fields), len(heads))
		default:
			row := map[fengcun.Role]string{}
			for i, cell := range fields[1:] {
				row[fengcun.Role(heads[i+1])] = cell
			}
			cells[policy.Act(fields[0])] = row
		}
	}
	return cells
}

func TestMatrix(t *testing.T) {
	p := newPolicy(t)
	cells := readMatrix(t)
	for _, act := range policy.Acts() {
		row, ok := cells[act]
		if !ok {
			t.Errorf("act %s has no row in testdata/matrix.txt", act)
			continue
		}
		delete(cells, act)
		for _, role := range fengcun.Roles() {
			cell, ok := row[role]
			if !ok {
				t.Fatalf("role %s has no column in testdata/matrix.txt", role)
			}
			for _, r := range relations(role, act) {
				ground, err := p.Authorize(r)
				if got, want := err == nil, holds(t, cell, r); got != want {
					t.Errorf("%s %s (%s) %+v: allowed %v by %s, want %v", role, act, cell, r, got, ground.PolicyID, want)
				}
			}
		}
	}
	for act := range cells {
		t.Errorf("row %s names no act", act)
	}
}
