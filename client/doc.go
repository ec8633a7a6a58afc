// Package client calls the interface for case systems, /api/v1 of a fengcun server.
//
// A Client shows who it is with a client certificate or by signing each request with
// an Ed25519 key (RFC 9421). Either is registered by two administrators of the organ
// and stands for one account in one organ and role; see docs/api.md.
//
// Every write takes a key of its own (NewKey): whoever is not sure whether a request
// arrived sends it again under the same key, and it happens once. The client itself
// sends a request again where no answer came.
//
// An error of the server is a *Problem with its stable code. A Problem never repeats
// what was sent.
//
// The types hold particulars in plain text, because they are sent: they are not to be
// logged.
package client
