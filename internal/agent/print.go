package agent

import (
	"fmt"
	"log/slog"
)

// What holds a key refuses to be printed, under every verb and in every log: the
// agent the private sealed keys, evidence the key of one log entry. A request is
// data that may be sent on, so it can be marshalled on purpose, but it is not
// logged.

const mark = "[agent]"

func format(f fmt.State) {
	// A failed write is the business of whoever printed; there is nobody to tell.
	_, _ = f.Write([]byte(mark))
}

// Format writes a fixed mark for every verb.
func (a *Agent) Format(f fmt.State, _ rune) { format(f) }

// LogValue returns a fixed mark.
func (a *Agent) LogValue() slog.Value { return slog.StringValue(mark) }

// Format writes a fixed mark for every verb.
func (e Evidence) Format(f fmt.State, _ rune) { format(f) }

// LogValue returns a fixed mark.
func (e Evidence) LogValue() slog.Value { return slog.StringValue(mark) }

// LogValue returns a fixed mark.
func (q ReleaseRequest) LogValue() slog.Value { return slog.StringValue(mark) }

// LogValue returns a fixed mark.
func (q FindRequest) LogValue() slog.Value { return slog.StringValue(mark) }
