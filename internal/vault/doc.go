// Package vault keeps the particulars of persons encrypted from the first filing,
// seals them so that the server itself cannot read them again, and destroys them.
//
// An item is one organ's copy of what is known in one record. Its payloads are
// encrypted once, under the item's own data key. The data key and the finder (the
// digests of what the item can be found by) form the item's capsule, and an item
// is in the domain in which its capsule is wrapped:
//
//   - In the working domain the capsule is wrapped under a key of the organ that
//     lives for one epoch. Index terms, keyed by the same epoch, let the item be
//     found. Open, Append, Find work here.
//   - In the sealed domain (Articles 2, 10) the capsule is wrapped to the organ's
//     public sealed key. The private half is with the key agent. There is no
//     index at all, so that nothing answers whether a person is there and no two
//     items of a person can be linked. To this package a sealed item is not
//     found, exactly as an item that never was.
//
// Guarantees: nothing in a row reads as plaintext or shows a length beyond a
// bucket; a row that was changed, or moved to another item, part or epoch does
// not open; with everything the server has (database, keyring, memory after the
// sealing run) a sealed item does not open. After Rotate the wraps and terms in
// old pages, write-ahead logs and backups are useless as well, once the keyring
// has no copy elsewhere.
//
// Not guaranteed: until that Rotate, old pages still hold the working wrap of an
// item sealed meanwhile, and the working key opens it. A server taken over while
// an item is open, or while a released capsule is in its memory, reads that item.
// Deleting a part row is not noticed here, but in the audit log. The numbers of
// items, parts and terms of open items are visible in the tables.
//
// Most methods only return statements for the caller's Change and touch nothing:
// what they describe happens when, and only when, the act is committed with its
// audit leaf. Exceptions: keyring files, blobs, and Rotate, which commits
// through the function it is given. docs/envelope.md specifies every byte,
// docs/decisions/0001-capsule-and-sealed-find.md says why.
package vault
