// Package audit keeps the log of every act: who did what to which record, on
// which warrant, in an order that nobody can change afterwards without being
// found out.
//
// The log is a Merkle tree (golang.org/x/mod/sumdb/tlog, RFC 6962 hashing, C2SP
// tlog-tiles and tlog-checkpoint). One leaf is 32 bytes for every act alike: the
// salted hash of an Entry. The entry itself stays in the organ's database, its
// header (class of act, organ, pseudonym of the actor, minute) readable to the
// organ's auditor, its Body encrypted and of one length. An outsider who is
// given the whole tree therefore learns how many leaves it has and nothing else.
//
// What the package guarantees:
//
//   - An Entry that was altered, removed, swapped with another, inserted or
//     duplicated, a changed tile, a rewound head and a forged checkpoint are each
//     found by Verify, which says where (Fault).
//   - A log cut back to an earlier state, with leaves, tiles, head and
//     checkpoints all consistent, is found if the verifier is given one
//     checkpoint from after the cut. Checkpoints must therefore also be kept
//     outside the database: beside the data directory, and at witnesses.
//   - Every body has its own key, derived from the audit key and the leaf's
//     salt, so that one entry can be disclosed to a verifier without the others.
//   - Doubt is a fault: a log that cannot be read to its end was not verified.
//
// What it does not do: it opens no database (package store implements Source
// and writes the leaves in the transaction of the act), it talks to no witness
// (package exchange), it decides nothing about who may read the log (package
// policy). It cannot show that an act which never reached the committer did not
// happen; that no act gets past the committer is the promise of package store.
// The tree is SHA-256 and the signature Ed25519 under both algorithm suites, so
// that standard witnesses and verifiers work; only the cipher of the bodies
// comes from the suite.
package audit
