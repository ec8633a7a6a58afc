package pdf

import "time"

var testDate = time.Date(2026, 11, 23, 1, 2, 3, 0, time.UTC)

// TrueType is the small font of the tests, with 一 and 二.
var TrueType = trueType
