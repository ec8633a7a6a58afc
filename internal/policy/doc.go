// Package policy decides which member of staff may do which act: actor × act,
// and nothing else. It takes no decision of law (package law does) and knows no
// person, record or file.
//
// The rules stand in *.cedar files beside this one, in the Cedar language, each
// with an @id and the article it rests on (@basis). What no rule permits is
// denied (Article 10), and a forbid wins over every permit. A prohibition of
// the Measures or a promise of the project is a single forbid, so that it holds
// however many permits are written later.
//
// Guarantees:
//   - An organ acts on its own things only.
//   - A sealed thing is reached by the acts of the sealed domain only, and its
//     content only under a committed warrant.
//   - Nobody approves what they proposed.
//   - The three administrators (三员) and the supervisor do no act on content.
//   - Whatever cannot be evaluated is denied.
//
// What it does not do: it does not check that a warrant is real, current or
// covers the thing asked for. The caller may say Warranted only after the
// warrant's leaf was found committed, and the key agent checks it again itself.
//
// # Why decisions may be cached
//
// A policy sees a role, an act and six facts with two or three values each. The
// identities in a Request are compared in Go first and only the outcome of each
// comparison ("own organ", "proposed by another") goes to Cedar. schema.cedarschema
// declares these facts and no others, New validates every policy against it, so
// that a policy cannot look at anything else: no name, no clock, no database.
// The decision is therefore a function of the tuple, and the policies do not
// change while the program runs. One evaluation per tuple serves for ever.
package policy
