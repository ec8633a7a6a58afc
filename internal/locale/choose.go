package locale

import "strings"

// Choose returns the language to speak: the explicit choice if there is one,
// then the environment in the order of POSIX (LC_ALL before LANG), then Chinese.
// env looks up one variable, as os.Getenv does. A language that is not in the
// catalogues is passed over; "zh_CN.UTF-8", "zh" and "en-US" are understood.
func Choose(explicit string, env func(name string) string) Lang {
	for _, wish := range []string{explicit, env("LC_ALL"), env("LANG")} {
		tag := strings.ToLower(strings.TrimSpace(wish))
		if cut := strings.IndexAny(tag, "_-.@"); cut >= 0 {
			tag = tag[:cut]
		}
		switch tag {
		case "zh":
			return Chinese
		case "en":
			return English
		}
	}
	return Chinese
}
