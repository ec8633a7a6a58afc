// Package agent is the key agent: it alone holds the private halves of the
// organs' sealed keys.
//
// The serving part seals without it and opens nothing without it. The agent does
// not believe the serving part. For every request it checks by itself that
//
//   - the warrant is whole and names two different people, the one who asked and
//     the one who approved;
//   - the warrant's digest stands in an entry of the audit log, that entry in the
//     log's tree, and that tree under a checkpoint signed by the log's key, which
//     never shrinks and, by a consistency proof from the root last seen, was not
//     rewritten;
//   - the warrant is of the organ whose key is asked for, names the item or the
//     search, has not expired by the agent's own clock, and is not used up.
//
// Then it releases the capsule of one item, or says which items answer a search.
// Uses are counted in the agent's own key file, so that a restart gives none back.
//
// Requests are plain data and the package keeps no connection to a database, so
// that it can run as a process of its own. What it cannot do: undo a release. A
// serving part that was taken over sees what is released to it meanwhile, and
// nothing else.
package agent
