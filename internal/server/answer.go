package server

import "net/http"

// answer collects what a surface writes until it is whole. A surface that has to
// send as it goes says so by flushing; from then on a failure cuts the connection.
type answer struct {
	to     http.ResponseWriter
	header http.Header
	status int
	body   []byte
	begun  bool // bytes are out
}

// collected bounds what is held in memory; a longer answer is sent as it comes.
const collected = 16 << 20

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) {
	if a.status == 0 && status >= http.StatusOK {
		a.status = status
	}
}

func (a *answer) Write(p []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	if a.begun {
		return a.to.Write(p)
	}
	a.body = append(a.body, p...)
	if len(a.body) > collected {
		a.Flush()
	}
	return len(p), nil
}

// Flush sends what there is.
func (a *answer) Flush() {
	a.begin()
	if f, ok := a.to.(http.Flusher); ok {
		f.Flush()
	}
}

// Unwrap lets http.ResponseController reach the connection's deadlines.
func (a *answer) Unwrap() http.ResponseWriter { return a.to }

func (a *answer) begin() {
	if a.begun {
		return
	}
	a.begun = true
	a.WriteHeader(http.StatusOK)
	a.header.Del("Etag")
	a.to.WriteHeader(a.status)
	a.to.Write(a.body) // an error means that nobody listens any more
	a.body = nil
}

// send sends a whole answer. net/http gives it its length.
func (a *answer) send() { a.begin() }

// discard forgets what was written, the surface's headers included.
func (a *answer) discard() {
	number := a.header.Get("X-Request-Id")
	clear(a.header)
	headers(a.header)
	a.header.Set("X-Request-Id", number)
	a.status, a.body = 0, nil
}
