package server

import "net/http"

// healthy says that the process answers.
func healthy(w http.ResponseWriter, _ *http.Request) { plainly(w, http.StatusOK, "ok\n") }

// readiness says whether the installation can answer: not while it starts, stops
// or is out of order, and not why.
func (g *gate) readiness(w http.ResponseWriter, r *http.Request) {
	if g.stopping.Load() || g.ready(r.Context()) != nil {
		refusePlainly(w, r, errFailed)
		return
	}
	plainly(w, http.StatusOK, "ready\n")
}

// refusePlainly refuses where no surface is asked: the status and nothing else.
func refusePlainly(w http.ResponseWriter, _ *http.Request, err error) {
	status := Status(err)
	plainly(w, status, http.StatusText(status)+"\n")
}

func plainly(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	w.Write([]byte(text))
}
