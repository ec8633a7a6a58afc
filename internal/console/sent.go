package console

import (
	"net/http"
	"sync"
)

// mostSent bounds how many forms are remembered.
const mostSent = 4096

// sent remembers where the forms that were just sent led, so that a form sent twice,
// by a double click or by going back, leads there again instead of to a complaint
// that its step has been taken. It is comfort: that nothing happens twice is the
// registry's, by the form's token and the states of a record. It holds keyed hashes
// and addresses of pages, which answer for themselves whoever may see them.
type sent struct {
	mu    sync.Mutex
	forms map[[32]byte]*sending // guarded by mu
	order [][32]byte            // of arrival; guarded by mu
}

// sending is one form on its way.
type sending struct {
	done chan struct{} // closed when it was answered
	to   string        // where it led, empty if nowhere; set before done is closed
}

// begin returns where the same form has led before. For a new one it returns the
// function to call when it is answered.
func (s *sent) begin(key [32]byte) (to string, end func(to string)) {
	s.mu.Lock()
	before := s.forms[key]
	if before == nil {
		defer s.mu.Unlock()
		return "", s.add(key)
	}
	s.mu.Unlock()
	<-before.done
	if before.to != "" {
		return before.to, nil
	}
	return "", func(string) {}
}

// add takes a form in. The caller holds the lock.
func (s *sent) add(key [32]byte) func(string) {
	if len(s.order) == mostSent {
		delete(s.forms, s.order[0])
		s.order = s.order[1:]
	}
	form := &sending{done: make(chan struct{})}
	s.forms[key] = form
	s.order = append(s.order, key)
	return func(to string) {
		form.to = to
		close(form.done)
		if to != "" {
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.forms[key] == form { // it led nowhere: the next one is the first again
			delete(s.forms, key)
		}
	}
}

// once answers a form, or leads where the same form has led already.
func (c *Console) once(v *visit, page func(*visit) error) error {
	if v.r.Method != http.MethodPost || v.r.PostForm.Get(fieldToken) == "" {
		return page(v)
	}
	to, end := c.sent.begin(v.key(v.form()).MAC)
	if end == nil {
		return v.goOn(to)
	}
	defer func() { end(v.to) }()
	return page(v)
}
