package law

import (
	"time"

	"fengcun"
)

func day(year, month, d int) fengcun.Date { return fengcun.NewDate(year, time.Month(month), d) }
