package store_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"fengcun/internal/fengcuntest"
	"fengcun/internal/store"
)

// class says why a column may stand in a table in the clear. There is none for
// names, numbers of documents and cases, facts and free text: those are cipher,
// or they are not stored (P1).
type class string

const (
	code       class = "code"       // one of a fixed set of words or numbers
	identifier class = "identifier" // random, made by the program
	opaque     class = "opaque"     // hash, signature, salt, blind term, label or key that says nothing by itself
	clock      class = "clock"      // a date, an instant, a year
	count      class = "count"      // a version, a position, a size, a serial
	cipher     class = "cipher"     // encrypted
	organ      class = "organ"      // an organ, which is public
	staff      class = "staff"      // an account of a member of staff
	published  class = "published"  // a law and its article
)

// columns classifies every column of every table. A new column fails the test
// until somebody has thought about its class.
var columns = map[string]map[string]class{
	"organ": {
		"organ_id":   organ,
		"kind":       code,
		"level":      code,
		"name":       organ,
		"region":     organ,
		"code":       organ,
		"valid_from": clock,
		"valid_to":   clock,
		"successor":  organ,
		"connection": code,
		"superior":   organ,
		"chain":      code,
	},
	"organ_peer": {
		"organ_id":   organ,
		"peer_id":    organ,
		"case_type":  code,
		"valid_from": clock,
		"valid_to":   clock,
	},
	"membership": {
		"staff_id":   staff,
		"organ_id":   organ,
		"role":       code,
		"valid_from": clock,
		"valid_to":   clock,
	},
	"proposal": {
		"proposal_id": identifier,
		"organ_id":    organ,
		"content":     staff,
		"state":       code,
		"proposed_by": staff,
		"proposed_on": clock,
		"decided_by":  staff,
		"decided_on":  clock,
		"version":     count,
	},
	"spent_challenge": {
		"digest":     opaque,
		"expires_at": clock,
	},
	"deputy": {
		"organ_id":   organ,
		"role":       code,
		"staff_id":   staff,
		"deputy_id":  staff,
		"valid_from": clock,
		"valid_to":   clock,
	},
	"approval_step": {
		"organ_id": organ,
		"act":      code,
		"step":     count,
		"staff_id": staff,
	},
	"endorsement": {
		"subject_id": identifier,
		"step":       count,
		"staff_id":   staff,
		"made_on":    clock,
	},
	"intake": {
		"case_mac":      opaque,
		"organ_id":      organ,
		"staff_id":      staff,
		"content_mac":   opaque,
		"draft_id":      identifier,
		"draft_version": count,
		"matter_id":     identifier,
		"version":       count,
	},
	"intake_parked": {
		"organ_id":  organ,
		"source":    code,
		"place":     count,
		"code":      code,
		"field":     code, // of a form or a heading
		"parked_on": clock,
	},
	"draft": {
		"draft_id": identifier,
		"organ_id": organ,
		"staff_id": staff,
		"item_id":  identifier,
		"saved_at": clock,
		"case_mac": opaque,
		"version":  count,
	},
	"matter": {
		"matter_id": identifier,
		"organ_id":  organ,
		"version":   count,
	},
	"matter_organ": {
		"matter_id": identifier,
		"position":  count,
		"organ_id":  organ,
		"function":  code,
	},
	"record": {
		"record_id": identifier,
		"matter_id": identifier,
		"organ_id":  organ,
		"state":     code,
		"version":   count,
	},
	"copy": {
		"copy_id":   identifier,
		"record_id": identifier,
		"organ_id":  organ,
		"item_id":   identifier,
		"assignee":  staff,
		"state":     code,
		"version":   count,
	},
	"holding": {
		"holding_id":   identifier,
		"organ_id":     organ,
		"kind":         code,
		"label":        opaque,
		"state":        code,
		"version":      count,
		"confirmed_by": staff,
		"confirmed_on": clock,

		"proven_version": count,
	},
	"holding_copy": {
		"copy_id":    identifier,
		"holding_id": identifier,
	},
	"explanation": {
		"explanation_id": identifier,
		"record_id":      identifier,
		"mode":           code,
		"made_on":        clock,
		"made_by":        staff,
		"overtaken":      code,
	},
	"decision": {
		"decision_id": identifier,
		"record_id":   identifier,
		"part_no":     count,
		"verdict":     code,
		"rule_set":    code,
		"proposed_by": staff,
		"approved_by": staff,
		"decided_on":  clock,
		"state":       code,
		"version":     count,
	},
	"notice": {
		"notice_id":  identifier,
		"record_id":  identifier,
		"organ_id":   organ,
		"issuer":     organ,
		"year":       clock,
		"serial":     count,
		"state":      code,
		"basis":      code,
		"drafted_by": staff,
		"issued_by":  staff,
		"overtaken":  code,
		"version":    count,
	},
	"delivery": {
		"notice_id":     identifier,
		"recipient":     organ,
		"sender":        organ,
		"basis":         code,
		"item_id":       identifier,
		"state":         code,
		"dispatched_on": clock,
		"received_at":   clock,
		"received_on":   clock,
		"entered_on":    clock,
		"replaced_by":   organ,
		"proven":        code,
		"version":       count,
	},
	"delivery_count": {
		"notice_id": identifier,
		"recipient": organ,
		"kind":      code,
		"state":     code,
		"number":    count,
	},
	"form_version": {
		"position":    count,
		"organ_id":    organ,
		"form":        code,
		"language":    code,
		"content":     organ, // the wording of a form, before anything is filled in
		"proposed_by": staff,
		"approved_by": staff,
		"valid_from":  clock,
	},
	"staff_name": {
		"staff_id": staff,
		"name":     staff,
		"changed":  count,
	},
	"division": {
		"organ_id": organ,
		"name":     organ,
	},
	"staff_division": {
		"organ_id": organ,
		"staff_id": staff,
		"division": organ,
	},
	"calendar_override": {
		"position":    count,
		"content":     organ, // the document relied on and its days
		"proposed_by": staff,
		"approved_by": staff,
		"approved_on": clock,
	},
	"deadline_move": {
		"deadline_id": identifier,
		"position":    count,
		"was_due":     clock,
	},
	"deadline": {
		"deadline_id": identifier,
		"organ_id":    organ,
		"duty":        code,
		"subject_id":  identifier,
		"start_on":    clock,
		"plain_on":    clock,
		"due_on":      clock,
		"provisional": code,
		"statutory":   code,
		"closed_on":   clock,
		"version":     count,
	},
	"certificate": {
		"certificate_id": identifier,
		"organ_id":       organ,
		"year":           clock,
		"serial":         count,
		"item_id":        identifier,
		"rests_on":       identifier,
		"state":          code,
		"accepted_on":    clock,
		"due_on":         clock,
		"digest":         opaque,
		"version":        count,
	},
	"screening": {
		"screening_id": identifier, "organ_id": organ, "verdict": code, "rule_set": code, "made_by": staff, "made_on": clock,
	},
	"issuing":     {"organ_id": organ, "mode": code, "coverage": count, "days": count},
	"feed_extent": {"organ_id": organ, "up_to": clock, "platform": count, "delivered": count, "stated_by": staff, "stated_on": clock},
	"feed_key":    {"entry_id": identifier, "key_id": opaque},
	"feed_held":   {"held_id": identifier, "organ_id": organ, "item_id": identifier, "key_id": opaque, "held_on": clock, "version": count},
	"verification": {
		"verification_id": identifier,
		"certificate_id":  identifier,
		"organ_id":        organ,
		"ground":          code,
		"state":           code,
		"proposed_by":     staff,
		"proposed_on":     clock,
		"from_on":         clock,
		"to_on":           clock,
		"version":         count,
	},
	"inquiry": {
		"inquiry_id":  identifier,
		"organ_id":    organ,
		"year":        clock,
		"serial":      count,
		"item_id":     identifier,
		"state":       code,
		"accepted_on": clock,
		"due_on":      clock,
		"digest":      opaque,
		"version":     count,

		"asker":        code,
		"rule":         code,
		"title_id":     identifier,
		"subject_id":   identifier,
		"reviewed_by":  staff,
		"permitted_by": staff,
		"answered_on":  clock,
	},
	"reading": {
		"inquiry_id": identifier,
		"item_id":    identifier,
		"until":      clock,
		"version":    count,
	},
	"reading_use": {
		"code":       opaque,
		"inquiry_id": identifier,
		"page":       count,
		"kind":       code,
		"used_on":    clock,
	},
	"tracking": {
		"term":           opaque,
		"certificate_id": identifier,
		"until":          clock,
	},
	"misuse": {
		"misuse_id":   identifier,
		"outcome":     code,
		"closed_on":   clock,
		"closed_by":   staff,
		"organ_id":    organ,
		"inquiry_id":  identifier,
		"item_id":     identifier,
		"person_term": opaque,
		"unit_term":   opaque,
		"entered_on":  clock,
		"entered_by":  staff,
	},
	"undertaking": {
		"sheet":      opaque,
		"inquiry_id": identifier,
		"person_no":  count,
		"signed_on":  clock,
		"taken_by":   staff,
	},
	"legal_title": {
		"title_id":   identifier,
		"organ_id":   organ,
		"law":        published,
		"article":    published,
		"level":      code,
		"entitles":   code,
		"valid_from": clock,
		"valid_to":   clock,
	},
	"number_series": {
		"organ_id": organ,
		"series":   code,
		"year":     clock,
		"last":     count,
	},
	"marked_file": {
		"file_id":     identifier,
		"organ_id":    organ,
		"kind":        code,
		"label":       opaque,
		"state":       code,
		"unpublished": code,
		"origin":      identifier,
		"marked_by":   staff,
		"marked_on":   clock,
		"labelled_by": staff,
		"labelled_on": clock,
		"version":     count,
	},
	"place_check": {
		"check_id":   identifier,
		"copy_id":    identifier,
		"organ_id":   organ,
		"place":      code,
		"finding":    code,
		"owner":      organ,
		"checked_by": staff,
		"checked_on": clock,
		"version":    count,
	},
	"custody": {
		"holding_id": identifier,
		"no":         count,
		"move":       code,
		"archive":    opaque,
		"shelf":      opaque,
		"box":        opaque,
		"borrower":   organ,
		"moved_on":   clock,
		"entered_by": staff,
		"entered_on": clock,
	},
	"knower": {
		"knower_id": identifier,
		"organ_id":  organ,
		"copy_id":   identifier,
		"item_id":   identifier,
		"capacity":  code,
		"state":     code,
		"listed_by": staff,
		"listed_on": clock,
		"told_by":   staff,
		"told_on":   clock,
		"way":       code,
		"version":   count,
	},
	"redaction": {
		"file_id":    identifier,
		"position":   count,
		"first_page": count,
		"last_page":  count,
		"clue":       code,
	},
	"file_copy": {
		"file_copy_id": identifier,
		"file_id":      identifier,
		"recipient":    code,
		"whole":        code,
		"asked_by":     staff,
		"given_by":     staff,
		"given_on":     clock,
	},
	"number_format": {
		"organ_id": organ,
		"series":   code,
		"year":     clock,
		"format":   code,
	},
	"void_number": {
		"certificate_id": identifier,
		"organ_id":       organ,
		"year":           clock,
		"serial":         count,
		"reason":         code,
		"voided_on":      clock,
		"voided_by":      staff,
	},
	"outside_number": {
		"organ_id": organ,
		"series":   code,
		"digest":   opaque,
	},
	"copy_mark": {
		"code":     opaque,
		"organ_id": organ,
		"item_id":  identifier,
	},
	"revocation": {
		"entry":    opaque,
		"organ_id": organ,
	},
	"warrant": {
		"warrant_id": identifier,
		"organ_id":   organ,
		"canonical":  identifier,
		"state":      code,
		"version":    count,
	},
	"unsealing": {
		"unsealing_id":   identifier,
		"record_id":      identifier,
		"item_id":        identifier,
		"ground":         code,
		"state":          code,
		"effective_from": clock,
		"proposed_by":    staff,
		"approved_by":    staff,
		"issuer":         organ,
		"year":           clock,
		"serial":         count,
		"lifted_on":      clock,
		"version":        count,
	},
	"idempotency": {
		"actor":       staff,
		"route":       code,
		"request_key": opaque,
		"request_mac": opaque,
		"result_id":   identifier,
		"leaf_index":  count,
		"expires_at":  clock,
	},
	"account": {
		"staff_id":  staff,
		"state":     code,
		"opened_by": staff,
		"opened_on": clock,
		"version":   count,
	},
	"credential": {
		"credential_id": identifier,
		"staff_id":      staff,
		"kind":          code,
		"handle":        opaque,
		"secret":        opaque,
		"one_time":      code,
		"used":          count,
		"made_on":       clock,
		"version":       count,
	},
	"sign_in_attempt": {
		"account_key": opaque,
		"failures":    count,
		"last_at":     clock,
		"version":     count,
	},
	"session": {
		"session_id": identifier,
		"token_hash": opaque,
		"staff_id":   staff,
		"organ_id":   organ,
		"role":       code,
		"method":     code,
		"state":      code,
		"started_at": clock,
		"seen_at":    clock,
		"expires_at": clock,
		"version":    count,
	},
	"client": {
		"client_id":   identifier,
		"kind":        code,
		"handle":      opaque,
		"staff_id":    staff,
		"organ_id":    organ,
		"role":        code,
		"state":       code,
		"valid_to":    clock,
		"proposed_by": staff,
		"approved_by": staff,
		"version":     count,
	},
	"vault_epoch": {
		"organ_id": organ,
		"epoch":    count,
	},
	"vault_wrap": {
		"item_id":  identifier,
		"organ_id": organ,
		"epoch":    count,
		"wrap":     cipher,
	},
	"vault_run": {
		"run_id":        identifier,
		"organ_id":      organ,
		"key_id":        opaque,
		"suite":         code,
		"encapsulation": cipher,
	},
	"vault_sealed": {
		"item_id":  identifier,
		"organ_id": organ,
		"run_id":   identifier,
		"wrap":     cipher,
	},
	"vault_part": {
		"item_id":    identifier,
		"part_no":    count,
		"kind":       code,
		"version":    count,
		"ciphertext": cipher,
	},
	"vault_term": {
		"term":    opaque,
		"item_id": identifier,
	},
	"vault_file": {
		"file_id":     identifier,
		"item_id":     identifier,
		"blob_id":     identifier,
		"size_bucket": count,
	},
	"open_conviction": {
		"row_id":     identifier,
		"organ_id":   organ,
		"id_term":    opaque,
		"name_term":  opaque,
		"ciphertext": cipher,
	},
	"exchange_key": {
		"organ_id":    organ,
		"key_id":      identifier,
		"card":        opaque,
		"valid_from":  clock,
		"valid_to":    clock,
		"added_by":    staff,
		"approved_by": staff,
	},
	"exchange_link": {
		"organ_id":    organ,
		"peer_id":     organ,
		"sent":        count,
		"acked":       count,
		"received":    count,
		"parcels_out": count,
		"parcels_in":  count,
		"key_seq":     count,
		"heard_on":    clock,
		"version":     count,
	},
	"exchange_outbox": {
		"organ_id":   organ,
		"peer_id":    organ,
		"seq":        count,
		"message_id": identifier,
		"item_id":    identifier,
		"made_on":    clock,
		"acked_on":   clock,
		"envelope":   cipher,
	},
	"exchange_inbox": {
		"organ_id":   organ,
		"peer_id":    organ,
		"seq":        count,
		"message_id": identifier,
		"digest":     opaque,
	},
	"exchange_parked": {
		"organ_id":   organ,
		"peer_id":    organ,
		"seq":        count,
		"message_id": identifier,
		"matter_id":  identifier,
		"item_id":    identifier,
		"code":       code,
		"parked_on":  clock,
		"envelope":   cipher,
	},
	"probe": {
		"probe_id":   identifier,
		"run_id":     identifier,
		"organ_id":   organ,
		"holding_id": identifier,
		"item_id":    identifier,
		"manual":     code,

		"holding_version": count,

		"passed":     code,
		"probed_on":  clock,
		"probed_by":  staff,
		"ordered_by": staff,
	},
	"probe_order": {
		"order_id":   identifier,
		"organ_id":   organ,
		"item_id":    identifier,
		"carrier":    staff,
		"sample":     count,
		"ordered_by": staff,
		"ordered_on": clock,
		"valid_to":   clock,
		"next_at":    clock,
		"version":    count,
	},
	"system_mark": {
		"mark_id":    identifier,
		"organ_id":   organ,
		"system_id":  staff,
		"copy_id":    identifier,
		"holding_id": identifier,
		"part_no":    count,
		"made_on":    clock,
	},
	"probe_request": {
		"copy_id":  identifier,
		"peer_id":  organ,
		"asked_on": clock,
	},
	"probe_answer": {
		"notice_id":   identifier,
		"organ_id":    organ,
		"passed":      count,
		"failed":      count,
		"answered_on": clock,
	},
	"exchange_alarm": {
		"alarm_id":  identifier,
		"organ_id":  organ,
		"peer_id":   organ,
		"code":      code,
		"raised_at": clock,
		"closed_by": staff,
	},
	"audit_leaf": {
		"leaf_index": count,
		"salt":       opaque,
		"header":     code,
		"body":       cipher,
	},
	"audit_tile": {
		"level": count,
		"tile":  count,
		"data":  opaque,
	},
	"audit_head": {
		"one":       count,
		"tree_size": count,
		"root":      opaque,
	},
	"audit_checkpoint": {
		"tree_size": count,
		"note":      opaque,
	},
}

func TestEveryColumnHasAClass(t *testing.T) {
	fengcuntest.EachEngine(t, func(t *testing.T, open fengcuntest.OpenStore) {
		var o store.Options
		s := open(func(options *store.Options) { o = *options })
		query := `
SELECT m.name, c.name, c.type
FROM sqlite_master m JOIN pragma_table_info(m.name) c
WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`
		if o.DSN != "" {
			query = `
SELECT table_name, column_name, data_type
FROM information_schema.columns
WHERE table_schema NOT IN ('pg_catalog', 'information_schema')`
		}
		rows, err := s.Reader().QueryContext(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		left := make(map[string]map[string]class)
		for table, of := range columns {
			left[table] = maps.Clone(of)
		}
		for rows.Next() {
			var table, column, kind string
			if err := rows.Scan(&table, &column, &kind); err != nil {
				t.Fatal(err)
			}
			if table == "goose_db_version" { // the migrations' own
				continue
			}
			c, ok := left[table][column]
			if !ok {
				t.Errorf("%s.%s has no class", table, column)
			}
			delete(left[table], column)
			if !fits(c, strings.ToLower(kind)) {
				t.Errorf("%s.%s: a column of class %s cannot be of type %s", table, column, c, kind)
			}
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		for table, of := range left {
			for _, column := range slices.Sorted(maps.Keys(of)) {
				t.Errorf("%s.%s has a class and does not exist", table, column)
			}
		}
	})
}

// fits reports whether a class can be of a column type. What is encrypted or
// random is bytes, so that no text ends up there by mistake.
func fits(c class, kind string) bool {
	binary := kind == "blob" || kind == "bytea"
	number := kind == "integer" || kind == "bigint"
	switch c {
	case cipher, identifier:
		return binary
	case count:
		return number
	case organ, staff:
		return kind == "text"
	case clock:
		return kind == "text" || number
	case code:
		return kind == "text" || number || binary
	}
	return kind == "text" || binary
}
