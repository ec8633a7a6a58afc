package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

func oneOf[T comparable](one T, all []T) bool { return slices.Contains(all, one) }

// listed joins the members of a closed set.
func listed[T ~string](all []T) string {
	names := make([]string, len(all))
	for i, t := range all {
		names[i] = string(t)
	}
	return strings.Join(names, ", ")
}

func trimmedLines(s string) []string { return strings.Split(strings.TrimRight(s, "\n"), "\n") }

// marshal is json.Marshal without the escapes for web pages.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(v)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}
