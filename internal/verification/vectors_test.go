package verification_test

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/verification"
)

var update = flag.Bool("update", false, "make new vectors, with new keys")

// vectors are what other implementations of docs/verification.md run. testdata/
// vectors.json is public: its meaning never changes.
type vectors struct {
	Files []vectorFile `json:"files"`
}

// vectorFile is a file of published keys with codes to be checked under it.
type vectorFile struct {
	Keys        string       `json:"keys"`
	Publisher   string       `json:"publisher"` // fingerprint; empty if the file has to be refused
	Revocations string       `json:"revocations"`
	Codes       []vectorCode `json:"codes"`
}

type vectorCode struct {
	Why      string `json:"why"`
	Code     string `json:"code"`
	Name     string `json:"name"`
	Document string `json:"document"`
	Salt     string `json:"salt"`

	// What comes out: state and reason of the parts, and what the code says.
	Result  map[verification.Part]string `json:"result"`
	Organ   fengcun.OrganID              `json:"organ,omitempty"`
	Kind    verification.Kind            `json:"kind,omitempty"`
	Number  string                       `json:"number,omitempty"`
	Date    string                       `json:"date,omitempty"`
	Revoked bool                         `json:"revoked,omitempty"`
}

const vectorsPath = "testdata/vectors.json"

func readVectors(t testing.TB) vectors {
	t.Helper()
	data, err := os.ReadFile(vectorsPath)
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestVectors(t *testing.T) {
	if *update {
		writeVectors(t)
	}
	seen := map[string]bool{}
	for _, f := range readVectors(t).Files {
		keys, err := verification.ParseKeys([]byte(f.Keys))
		if f.Publisher == "" {
			if err == nil {
				t.Error("a file of keys that has to be refused was read")
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		list, err := verification.ParseRevocations([]byte(f.Revocations))
		if err != nil {
			t.Fatal(err)
		}
		if got := keys.Publisher.Fingerprint(); got != f.Publisher {
			t.Errorf("publisher %s, want %s", got, f.Publisher)
		}
		for _, v := range f.Codes {
			got := v.check(t, keys)
			for part, want := range v.Result {
				seen[string(part)+" "+want] = true
				if finding(got, part) != want {
					t.Errorf("%s: %s is %s, want %s", v.Why, part, finding(got, part), want)
				}
			}
			if v.Number == "" {
				continue
			}
			if c := got.Code; c.Organ != v.Organ || c.Kind != v.Kind || c.Number != v.Number || c.Date.String() != v.Date {
				t.Errorf("%s: %+v", v.Why, c)
			}
			if list.Has(v.Organ, v.Number) != v.Revoked {
				t.Errorf("%s: revoked", v.Why)
			}
		}
	}
	for _, outcome := range []string{"code holds", "code fails code_form", "code fails code_signature", "code fails key_unknown", "code fails key_date", "subject holds", "subject fails subject_differs", "subject fails salt_form", "subject unchecked no_subject"} {
		if !seen[outcome] {
			t.Errorf("no vector comes to %q", outcome)
		}
	}
}

func (v vectorCode) check(t testing.TB, keys *verification.Keys) *verification.Report {
	return check(t, verification.Evidence{
		Code: v.Code, Keys: keys, Salt: v.Salt,
		Subject: verification.Subject{Name: fengcun.Particular(v.Name), Document: fengcun.Particular(v.Document)},
	})
}

func writeVectors(t testing.TB) {
	t.Helper()
	var all vectors
	for _, s := range suites() {
		r := keyring(t, s)
		stranger := keyring(t, s)
		salt := verification.NewSalt()
		code := func(r *verification.Keyring, kind verification.Kind, number string, on fengcun.Date, name, document string) string {
			c, err := r.Sign(court, kind, number, on, verification.Subject{Name: fengcun.Particular(name), Document: fengcun.Particular(document)}, salt)
			if err != nil {
				t.Fatal(err)
			}
			return c.Text()
		}
		old := code(r, verification.KindCertificate, "东公证〔2026〕1号", day, "李𬍛", "31010120090314001X")
		late := code(r, verification.KindCertificate, "东公证〔2026〕2号", day.AddDays(2), "李𬍛", "31010120090314001X")
		if err := r.Renew(court, day.AddDays(1)); err != nil {
			t.Fatal(err)
		}
		minority := code(r, verification.KindCertificateRefusal, "某某公（派）证字〔2026〕123456号", day.AddDays(1), "买买提·吐尔逊", "650101200903140013")
		unit := code(r, verification.KindInquiryRefusal, "东公查〔2026〕7号", day.AddDays(1), "某某有限公司", "")
		notice := code(r, verification.KindSealingNotice, "（2026）沪0101刑初12号", day.AddDays(1), "王𠮷", "E12345678")
		organs := []verification.PublishedOrgan{{ID: court, Name: "某某区人民法院", Certificates: [][32]byte{{1, 2, 3}}}}
		keys, err := r.Publish(day.AddDays(3), organs)
		if err != nil {
			t.Fatal(err)
		}
		k, err := verification.ParseKeys(keys)
		if err != nil {
			t.Fatal(err)
		}
		list, err := r.PublishRevocations(day.AddDays(3), []verification.Entry{r.Entry(court, "东公查〔2026〕7号")})
		if err != nil {
			t.Fatal(err)
		}
		foreign := code(stranger, verification.KindCertificate, "东公证〔2026〕1号", day, "李𬍛", "31010120090314001X")
		forged := old[:len(old)-40] + foreign[len(foreign)-40:]
		f := vectorFile{Keys: string(keys), Publisher: k.Publisher.Fingerprint(), Revocations: string(list), Codes: []vectorCode{
			{Why: "a certificate, under a key since renewed", Code: old, Name: "李𬍛", Document: "31010120090314001X", Salt: salt.String()},
			{Why: "typed otherwise: small letters, blanks, wide digits", Code: strings.ToLower(old[:100]) + " \n" + old[100:], Name: " 李 𬍛 ", Document: "３１０１０１２００９０３１４００１x", Salt: strings.ToLower(strings.ReplaceAll(salt.String(), "-", " "))},
			{Why: "a name with an interpunct", Code: minority, Name: "买买提·吐尔逊", Document: "650101200903140013", Salt: salt.String()},
			{Why: "the same with another dot", Code: minority, Name: "买买提・吐尔逊", Document: "650101200903140013", Salt: salt.String()},
			{Why: "a unit, which has no identity document", Code: unit, Name: "某某有限公司", Salt: salt.String(), Revoked: true},
			{Why: "a name beyond the BMP", Code: notice, Name: "王𠮷", Document: "e12345678", Salt: salt.String()},
			{Why: "nothing typed in", Code: notice},
			{Why: "another name", Code: old, Name: "李某", Document: "31010120090314001X", Salt: salt.String()},
			{Why: "another number", Code: old, Name: "李𬍛", Document: "310101200903140011", Salt: salt.String()},
			{Why: "another salt", Code: old, Name: "李𬍛", Document: "31010120090314001X", Salt: "0000-0000-0000-0000"},
			{Why: "a salt that is none", Code: old, Name: "李𬍛", Document: "31010120090314001X", Salt: "0000"},
			{Why: "issued after the key was renewed", Code: late, Name: "李𬍛", Document: "31010120090314001X", Salt: salt.String()},
			{Why: "a key that is not published", Code: foreign, Name: "李𬍛", Document: "31010120090314001X", Salt: salt.String()},
			{Why: "the end of another signature", Code: forged, Name: "李𬍛", Document: "31010120090314001X", Salt: salt.String()},
			{Why: "cut short", Code: old[:len(old)-1]},
			{Why: "another version", Code: "GW1:2" + old[5:]},
			{Why: "no code", Code: "https://example.cn/"},
		}}
		for i := range f.Codes {
			v := &f.Codes[i]
			got := v.check(t, k)
			v.Result = map[verification.Part]string{}
			for _, part := range []verification.Part{verification.PartCode, verification.PartSubject} {
				v.Result[part] = finding(got, part)
			}
			if c := got.Code; c != nil {
				v.Organ, v.Kind, v.Number, v.Date = c.Organ, c.Kind, c.Number, c.Date.String()
			}
		}
		all.Files = append(all.Files, f, vectorFile{Keys: strings.Replace(string(keys), "2026-11-28", "2026-11-29", 1)})
	}
	data, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(vectorsPath, append(data, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}
