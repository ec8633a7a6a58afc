package policy

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/x/exp/schema/resolved"
)

// declared checks that every entity a policy names is in the schema. The
// validator checks types, not members: a forbid on a misspelt Role::"supervizor"
// would pass it and never strike.
func declared(rule *cedar.Policy, rules *resolved.Schema) error {
	text, err := rule.MarshalJSON()
	if err != nil {
		return err
	}
	var tree any
	if err := json.Unmarshal(text, &tree); err != nil {
		return err
	}
	for _, uid := range entitiesIn(tree) {
		_, isAction := rules.Actions[uid]
		isMember := slices.Contains(rules.Enums[uid.Type].Values, uid)
		if !isAction && !isMember {
			return fmt.Errorf("%s is not in %s", uid, schemaFile)
		}
	}
	return nil
}

// entitiesIn collects the objects {"type": …, "id": …} of Cedar's JSON form.
func entitiesIn(node any) []cedar.EntityUID {
	var found []cedar.EntityUID
	switch node := node.(type) {
	case map[string]any:
		typ, hasType := node["type"].(string)
		id, hasID := node["id"].(string)
		if hasType && hasID {
			return []cedar.EntityUID{cedar.NewEntityUID(cedar.EntityType(typ), cedar.String(id))}
		}
		for _, child := range node {
			found = append(found, entitiesIn(child)...)
		}
	case []any:
		for _, child := range node {
			found = append(found, entitiesIn(child)...)
		}
	}
	return found
}
