// Package message makes and opens what travels between organs on different
// installations: messages, each encrypted for one organ, and parcels, which carry
// messages in order and are signed.
//
// A message is encrypted the moment it is made, in the same Change as the act it
// tells of, to the public exchange key of the organ that it is for. From then on
// the installation that made it cannot open it again: a message that waits to be
// fetched betrays nothing of a record that is sealed meanwhile.
//
// A parcel carries messages from one organ to one other, in the order of their
// sequence, with a receipt for everything taken from that organ so far. It is signed
// by the sending organ and encrypted as a whole, so that whoever carries it (a
// network, a disc, a gateway) sees the organ that it is for and a padded length. The
// signature covers the recipient and the recipient's key: a parcel cannot be
// forwarded to anybody else as if it were for them.
//
// Guarantees: Open gives nothing of a message or a parcel that was changed in a
// single bit, is of another version or suite, for another organ, cut short, or
// signed by a key that the caller does not name as the sender's. Lengths are padded
// to buckets.
//
// What it does not do: it does not know the sequence (a parcel of last year opens
// well), has no opinion on what a message says, and trusts no key by itself. That is
// the registry's. docs/exchange.md specifies every byte.
package message
