// Package api is the HTTP interface for case systems: /api/v1, described by
// docs/openapi.json.
//
// It holds no rule. Every operation stands in one table (operations.go) and is one
// act of package registry, asked for by a program that two people registered and
// that acts as one account in one organ and role. What that role may do stands in
// the policies, as for staff.
//
// Guarantees.
//
//   - Nobody is answered before it is known who asks: by a client certificate whose
//     fingerprint is registered, or by an Ed25519 signature over the request
//     (RFC 9421, in the one profile of signature.go). Whoever cannot be told is
//     refused in one form, whatever was asked for.
//   - An error has a stable code, that of the fengcun.Error, and a sentence in the
//     language asked for. It never repeats what was sent.
//   - A write carries an Idempotency-Key. Sent again, it has no second effect.
//   - A list has a cursor and no total, and nothing has an entity tag.
//   - Identifiers in addresses are random. What identifies a person is sent in
//     bodies only.
//
// What it does not do: it gives no access to the sealed domain. Finding and reading
// there takes two people who are both present, and a program is neither.
package api
