package calendar

import (
	"strings"
	"testing"

	"fengcun"
)

// A table that contradicts itself is refused as a whole: half a table would give
// wrong due days without a word.
func TestDamagedTableIsRefused(t *testing.T) {
	good := string(official)
	for name, change := range map[string][2]string{
		"no JSON":                         {`{"schema"`, `"schema"`},
		"another schema":                  {`"schema":1`, `"schema":2`},
		"another country":                 {`"region":"CN"`, `"region":"XX"`},
		"unknown kind":                    {`"date":"2026-10-10","kind":"workday"`, `"date":"2026-10-10","kind":"half_day"`},
		"day twice":                       {`"date":"2026-10-02"`, `"date":"2026-10-03"`},
		"impossible day":                  {`"date":"2026-02-28"`, `"date":"2026-02-29"`},
		"make-up day on a weekday":        {`"date":"2026-10-10","kind":"workday"`, `"date":"2026-10-09","kind":"workday"`},
		"weekend flag wrong":              {`"date":"2026-10-01","kind":"holiday","name":"国庆节","weekend":false`, `"date":"2026-10-01","kind":"holiday","name":"国庆节","weekend":true`},
		"no name":                         {`"date":"2026-10-01","kind":"holiday","name":"国庆节"`, `"date":"2026-10-01","kind":"holiday","name":""`},
		"year claimed without days":       {`[2020,2021,`, `[2019,2020,2021,`},
		"year claimed, 1 October not off": {`{"date":"2026-10-01","kind":"holiday","name":"国庆节","weekend":false},`, ``},
	} {
		t.Run(name, func(t *testing.T) {
			bad := strings.Replace(good, change[0], change[1], 1)
			if bad == good {
				t.Fatal("the change does not apply")
			}
			c, err := read([]byte(bad))
			if c != nil || fengcun.CodeOf(err) != "calendar.table_damaged" || fengcun.KindOf(err) != fengcun.KindInternal {
				t.Fatalf("got %v", err)
			}
		})
	}
}
