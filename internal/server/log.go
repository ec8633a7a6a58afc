package server

import (
	"fmt"
	"io"
	"log/slog"
	"unicode"
)

// NewLog returns the log of a server: one JSON object to a line. Callers log codes
// and numbers. Behind that rule stands a net: a text with a character that is not
// ASCII, or with eight digits in a row, is replaced by a mark, because a name, an
// ID number or a case number has one or the other.
func NewLog(w io.Writer) *slog.Logger {
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{ReplaceAttr: redact}))
}

const redacted = "[…]"

func redact(_ []string, a slog.Attr) slog.Attr {
	switch a.Value.Kind() {
	case slog.KindString:
		if a.Key != "request" && telling(a.Value.String()) {
			a.Value = slog.StringValue(redacted)
		}
	case slog.KindAny:
		if telling(fmt.Sprint(a.Value.Any())) {
			a.Value = slog.StringValue(redacted)
		}
	}
	return a
}

func telling(text string) bool {
	digits := 0
	for _, c := range text {
		if c > unicode.MaxASCII {
			return true
		}
		if '0' <= c && c <= '9' {
			digits++
		} else {
			digits = 0
		}
		if digits == 8 {
			return true
		}
	}
	return false
}
