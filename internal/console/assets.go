package console

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
	"path"
	"strings"
)

//go:embed static
var static embed.FS

// assets are the style sheet and the scripts. The address of each names its
// content, so that a browser may keep it for ever and never has an old one.
type assets struct {
	address map[string]string // by file name
	content map[string]asset  // by the last part of the address
}

type asset struct {
	kind string
	text []byte
}

var assetKinds = map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}

func loadAssets() (assets, error) {
	a := assets{map[string]string{}, map[string]asset{}}
	files, err := static.ReadDir("static")
	if err != nil {
		return a, err
	}
	for _, f := range files {
		text, err := static.ReadFile("static/" + f.Name())
		if err != nil {
			return a, err
		}
		digest := sha256.Sum256(text)
		ext := path.Ext(f.Name())
		name := strings.TrimSuffix(f.Name(), ext) + "-" + hex.EncodeToString(digest[:8]) + ext
		a.address[f.Name()] = "/assets/" + name
		a.content[name] = asset{assetKinds[ext], text}
	}
	return a, nil
}

// ServeHTTP serves one file.
func (a assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	found, ok := a.content[r.PathValue("name")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", found.kind)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	w.Write(found.text)
}
