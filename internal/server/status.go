package server

import (
	"net/http"

	"fengcun"
)

// Status is the HTTP status of an error: one for each kind, here and nowhere else.
// A fault of the program and an installation that is out of order are the same to
// whoever asks. What HTTP itself tells apart is told by code.
func Status(err error) int {
	switch fengcun.CodeOf(err) {
	case "server.too_many":
		return http.StatusTooManyRequests
	case "client.unknown":
		return http.StatusUnauthorized // who asks is not known yet
	case "server.too_large":
		return http.StatusRequestEntityTooLarge
	}
	switch fengcun.KindOf(err) {
	case "":
		return http.StatusOK
	case fengcun.KindInvalid:
		return http.StatusUnprocessableEntity
	case fengcun.KindNotFound:
		return http.StatusNotFound
	case fengcun.KindConflict:
		return http.StatusConflict
	case fengcun.KindForbidden:
		return http.StatusForbidden
	}
	return http.StatusServiceUnavailable
}
