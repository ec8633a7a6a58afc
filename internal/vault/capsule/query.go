package capsule

import (
	"crypto/rand"

	"fengcun"
	"fengcun/internal/suite"
)

// Query returns the slots that a search asks for, always one for each field in
// the order of Fields; a field that is not asked for has a random slot, which no
// item has. More than one term of a field, or no term, is invalid.
func Query(s suite.Suite, terms []Term) ([4]Slot, error) {
	var query [4]Slot
	var asked [4]bool
	for _, t := range terms {
		i := int(t.Field) - 1
		if t.Value == "" || i < 0 || i >= len(query) || asked[i] {
			return query, fengcun.Invalid("vault.term", "terms")
		}
		query[i], asked[i] = SlotOf(s, t), true
	}
	if len(terms) == 0 {
		return query, fengcun.Invalid("vault.term", "terms")
	}
	for i := range query {
		if !asked[i] {
			rand.Read(query[i][:])
		}
	}
	return query, nil
}
