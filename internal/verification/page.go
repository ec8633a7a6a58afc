package verification

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"html"
	"strconv"
	"strings"
	"text/template"

	"fengcun"
	"fengcun/internal/locale"
)

//go:embed page
var pageFiles embed.FS

// pageScripts are the parts of the page's script in the order in which they need
// each other.
var pageScripts = []string{"bytes.js", "curves.js", "check.js", "page.js"}

// pageKinds are the kinds that the page calls by name: those that reach people
// outside. It says nothing of the others, because it is what anybody opens who
// holds a certificate.
var pageKinds = []Kind{KindCertificate, KindCertificateRefusal, KindInquiryRefusal}

// Page returns the page that checks codes in a browser: one file, which may lie
// anywhere and reaches no network. The published keys are part of it; nil leaves
// them for whoever opens it to choose. Error: verification.keys.
func Page(keys []byte) ([]byte, error) {
	if len(keys) > 0 {
		if _, err := ParseKeys(keys); err != nil {
			return nil, err
		}
	}
	script, err := pageScript()
	if err != nil {
		return nil, err
	}
	style, err := pageFiles.ReadFile("page/page.css")
	if err != nil {
		return nil, broken(err)
	}
	words, noScript, err := pageWords()
	if err != nil {
		return nil, err
	}
	layout, err := template.ParseFS(pageFiles, "page/page.html")
	if err != nil {
		return nil, broken(err)
	}
	// The policy of the page allows these two texts to run and to style, and nothing
	// else: no other script, no image, no connection.
	hash := func(text []byte) string {
		sum := sha256.Sum256(text)
		return base64.StdEncoding.EncodeToString(sum[:])
	}
	var page bytes.Buffer
	err = layout.Execute(&page, map[string]string{
		"Script": string(script), "ScriptHash": hash(script),
		"Style": string(style), "StyleHash": hash(style),
		"Title":    words[locale.Chinese]["title"],
		"NoScript": html.EscapeString(noScript),
		"Keys":     html.EscapeString(string(keys)),
		"Words":    html.EscapeString(string(encoded(words))),
	})
	if err != nil {
		return nil, broken(err)
	}
	return page.Bytes(), nil
}

func broken(err error) error {
	return &fengcun.Error{Kind: fengcun.KindInternal, Code: "verification.page", Err: err}
}

// pageScript puts the parts together in a scope of their own.
func pageScript() ([]byte, error) {
	script := []byte("\n'use strict';\n(() => {\n")
	for _, name := range pageScripts {
		part, err := pageFiles.ReadFile("page/" + name)
		if err != nil {
			return nil, broken(err)
		}
		script = append(append(script, part...), '\n')
	}
	return append(script, "})()\n"...), nil
}

// pageWords returns the words of the page in both languages, from the section verify of
// the catalogues.
func pageWords() (words map[locale.Lang]map[string]string, noScript string, err error) {
	words = map[locale.Lang]map[string]string{}
	for _, lang := range locale.Langs() {
		l, err := locale.New(lang)
		if err != nil {
			return nil, "", err
		}
		in := map[string]string{}
		for _, key := range strings.Fields(pageKeys) {
			in[key] = l.Text("verify."+key, nil)
		}
		for _, k := range pageKinds {
			in["kind_"+strconv.Itoa(int(k))] = l.Text("form."+k.Form(), nil)
		}
		words[lang] = in
		noScript += l.Text("verify.no_script", nil) + " "
	}
	return words, strings.TrimSpace(noScript), nil
}

func encoded(words map[locale.Lang]map[string]string) []byte {
	text, _ := json.Marshal(words) // maps of texts always marshal
	return text
}

// pageKeys are the keys of the words.
const pageKeys = `
title lead
code code_hint name name_hint document document_hint salt salt_hint submit reset
verdict_holds verdict_fails verdict_unchecked
parts part_code part_subject state_holds state_fails state_unchecked
reason_code_form reason_no_keys reason_key_unknown reason_code_signature reason_key_date
reason_no_subject reason_salt_form reason_subject_differs
says organ organ_unknown kind kind_other number date limits
issuer issuer_hint publisher no_publisher published organs file`
