// Package identity holds the mechanics by which a member of staff shows who they
// are: passwords, one-time codes, session tokens. It decides nothing and stores
// nothing; the acts of package registry ask it and keep what it makes.
//
// Guarantees:
//   - A password is kept as argon2id (RFC 9106) with its own salt. However many
//     people sign in at once, only a fixed number of hashes is computed at a time.
//   - Checking a password against an account that is not there is the same work as
//     checking it against one that is.
//   - A session token and a first secret have 256 and 100 random bits. Of a token
//     only the hash is kept. There is no default for either.
//   - The secret of one-time codes is encrypted under a key of the installation and
//     bound to its account.
//   - Password and Token refuse to be printed, logged or encoded.
//
// What it does not do: it counts no failures and locks nobody out, which are acts
// with entries in the log; and it does not know who may do what.
package identity
