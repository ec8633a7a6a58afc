// Package exchange is the live carrier: it brings parcels to the installations of
// other organs over mutual TLS and takes theirs.
//
// A connection is made to addresses of the peer list alone, through package egress,
// and believed only under the key that the peer list names; the listener answers
// nobody else. One request carries a parcel there and one back, so that it is enough
// if one of two sides can call the other.
//
// Every route is used at each round, whether anything waits or not: whoever watches
// the line sees a beat, not a notice. What fails is tried again, later and later, and
// nothing is lost by it: the registry of acts knows what the other side has confirmed
// and packs the rest again. Repeated, cut and overtaken parcels are the registry's
// everyday; see its TakeParcel.
//
// The package opens no parcel and holds no rule. docs/exchange.md specifies the
// protocol.
package exchange
