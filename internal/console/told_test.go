package console

import (
	"net/http"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/sample"
)

// The page says that it is recorded and nothing else: not whose record it was, not the
// identifier. What is not sealed, that of nobody and what is no identifier are one page.
func TestToldPage(t *testing.T) {
	h := newHouse(t)
	birth := fengcun.NewDate(2005, 3, 14)
	sealed := h.Seal(district.Person("林试晨", goodNumber(t), birth), "（2026）沪0101刑初12号", district.Sentenced(birth, fengcun.Term{Years: 3}))
	open := h.File(district.Person("李试乙", "310115200503140035", birth), "（2026）沪0101刑初13号", district.Sentenced(birth, fengcun.Term{Years: 3}))
	handler := h.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN")
	told := func(record string, more ...string) answer {
		return handler.post("/told", append([]string{"record", record, "to", "person", "shown", "resident_id"}, more...)...)
	}
	id := sealed.Record.String()
	if a := told(id); a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, "未确认告知时没有他人在场") || !strings.Contains(a.text, id) {
		t.Errorf("told before others: %d, or the input is lost", a.StatusCode)
	}
	a := told(id, "alone", "yes")
	if a.StatusCode != http.StatusOK || !strings.Contains(a.text, "已登记") {
		t.Errorf("%d %s", a.StatusCode, a.text)
	}
	for _, word := range []string{"林试晨", "刑初", id, id[:8], "已封存"} {
		if strings.Contains(a.text, word) {
			t.Errorf("the page tells %s", word)
		}
	}
	misses := map[string]bool{}
	for _, record := range []string{open.Record.String(), fengcun.NewID().String(), strings.Repeat("0", 32), "no identifier", sealed.Copy.String()} {
		a := told(record, "alone", "yes")
		a.page(t, http.StatusNotFound)
		misses[a.seen()] = true
	}
	if len(misses) != 1 {
		t.Errorf("%d different misses", len(misses))
	}
	window := h.as(t, sample.Member(sample.Police, fengcun.RoleWindow), "zh-CN")
	refused := map[string]bool{}
	for _, record := range []string{id, open.Record.String(), fengcun.NewID().String()} {
		a := window.post("/told", "record", record, "to", "person", "shown", "resident_id", "alone", "yes")
		a.page(t, http.StatusUnprocessableEntity)
		refused[strings.ReplaceAll(a.seen(), record, "")] = true
	}
	if len(refused) != 1 {
		t.Errorf("the window is told %d different things", len(refused))
	}
}
