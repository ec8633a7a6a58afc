// Package verification makes issued papers checkable by anybody, without a network,
// without an account and without asking the issuer, who would learn who asks.
//
// A paper carries a QR code with a signed payload: version, algorithms, key, organ,
// kind of paper, number, date of issue, and a digest over number, name, number of
// the identity document, date and a salt. The salt is printed on the paper and is
// not in the code: a name and an ID number can be guessed, so without it a
// photograph of the code alone would confirm the guess. Who holds the paper types
// name, ID number and salt in, and knows that the issuing organ put them together.
//
// The form is specified in docs/verification.md, with vectors in testdata.
//
// # What it promises
//
//   - A code says nothing of the person, and of the paper only what is printed in
//     large type on it. It is as long, to the byte, for everybody: whether anything
//     was ever sealed changes no length, no module of its size and no step.
//   - What was changed does not hold: any byte of the payload, any character of name,
//     ID number or salt beyond those that Canonical takes for the same.
//   - Published keys come as one signed file, revoked numbers as another. Which file
//     is the right one is told by the fingerprint of its publisher, which has to be
//     learnt in another way.
//   - A revocation list has one kind of entry: whether a paper was void from the
//     beginning or withdrawn later cannot be told from it. It is padded to classes of
//     size, and no two lists can be compared entry by entry.
//
// # What it does not do
//
// It does not say that what a paper says is true, and not that it is still true. A
// valid code on a copied paper is as valid as on the paper itself. Whoever has a
// revocation list can try numbers against it one by one, since numbers are counted:
// lists are for organs.
package verification
