// Package server is the one HTTP server that the surfaces stand on: TLS, limits,
// the same headers on every answer, request numbers, log, metrics, health and a
// graceful stop. It knows no act, no person and no session.
//
// Guarantees.
//
//   - An answer is whole or it is the one refusal of a failure. Answers are
//     collected before the first byte leaves; whatever fails meanwhile (a panic, a
//     lost database, a late deadline) gives the same 503, the same bytes for
//     everybody (P5, P7).
//   - Limits are the same for every client and every question: so many requests,
//     bytes and seconds, counted before anything is looked at. None depends on
//     what was asked, on who is signed in or on what the answer was.
//   - No log line holds a path, a query, a header, an address or the text of an
//     error: a line names the surface and the status. Neither log nor metrics
//     count by route: how often which act was done is told by nobody but the log
//     of acts itself.
//   - Nothing is cached by anybody unless a surface says so about a file that is
//     the same for everybody. No answer carries an entity tag, and no page is
//     compressed: length of compressed bytes tells what is in them.
//   - It listens; it never connects to anything (P13).
//
// It does not keep out who must not come in: that is for the surfaces, which ask
// identity and policy. It does not work behind a proxy that ends TLS: clients are
// told apart by their address, and no header is believed about it.
package server
