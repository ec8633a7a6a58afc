package policy

import (
	"slices"

	"github.com/cedar-policy/cedar-go"
)

// ActsIn lists the acts of a group of the schema.
func (p *Policy) ActsIn(group string) []Act {
	var acts []Act
	for _, act := range Acts() {
		if slices.Contains(p.entities[actionUID(act)].Parents.Slice(), cedar.NewEntityUID("Action", cedar.String(group))) {
			acts = append(acts, act)
		}
	}
	return acts
}
