package store

import "strconv"

// anonymous returns a text for SQLite in which $1, $2, … have become ?, provided
// each of them stands there once and in order; any other text stays as it is. To
// SQLite $1 is a name: for every value bound the driver looks for it in the list
// of all names of the statement, which in an insert of 64 rows takes longer than
// the insert.
func anonymous(text string) string {
	b := make([]byte, 0, len(text))
	next := 1
	for i := 0; i < len(text); i++ {
		if text[i] != '$' {
			b = append(b, text[i])
			continue
		}
		end := i + 1
		for end < len(text) && '0' <= text[end] && text[end] <= '9' {
			end++
		}
		if text[i+1:end] != strconv.Itoa(next) {
			return text
		}
		next++
		b = append(b, '?')
		i = end - 1
	}
	return string(b)
}
