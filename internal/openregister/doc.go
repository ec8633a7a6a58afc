// Package openregister keeps the convictions that may be disclosed (公开登记)
// and answers certificates (Article 15) and ordinary inquiries from them.
//
// Silence by construction: a record that is sealed or due to be sealed has no
// row here and never had one that is left. Somebody whose record is sealed and
// somebody who was never known are then the same miss, with nothing to hide
// behind a flag, a delay or a second lookup. The package cannot reach the vault:
// it does not import it, has a read-only handle, its own keys and a handful of
// fixed statements that name one table.
//
// What it guarantees:
//   - A row is admitted only on a recorded ground (type Ground), which only a
//     recorded decision not to seal, or a completed unsealing, can fill.
//   - A lookup always sends the same two probes by equality and opens at least
//     one ciphertext, found or not; every row has the same size.
//   - A failure of any kind is an error, never "not found": no certificate
//     rests on a lookup that did not work.
//   - Removal rebuilds the table from the rows that stay, in random order, and
//     swaps it within the same commit: a removed row leaves no page, no gap and
//     no dead index entry behind that would answer slower than nothing.
//
// What it does not do: it does not decide what may be disclosed (package law),
// does not know where a record is or whether there is one, and does not judge
// whether two people of one name and birthday are the same; that is for a person
// (Answer.Certain).
//
// Old pages and write-ahead images may hold a removed row's ciphertext until
// they are overwritten. It stays ciphertext; its key outlives it, so that the
// retention of backups and of the write-ahead log bounds it.
package openregister
