package document

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fengcun"

	"github.com/BurntSushi/toml"
)

// Settings is what an organ's papers.toml says: how its numbers are written, which of
// them come from outside, and what stands on its envelopes.
type Settings struct {
	Numbers map[Series]Format `toml:"numbers"`
	Outside []Series          `toml:"outside"` // series whose numbers somebody else gives
	Sender  Sender            `toml:"sender"`
}

// Sender is what stands on an envelope in place of the organ's name: post from an
// organ that handles juvenile cases tells the whole house what it is about.
type Sender struct {
	Address  string `toml:"address"`
	Place    string `toml:"place"`
	Postcode string `toml:"postcode"`
}

const settingsFile = "papers.toml"

// openSettings reads an organ's settings; without the file nothing is set.
func openSettings(dir string) (Settings, error) {
	var s Settings
	meta, err := toml.DecodeFile(filepath.Join(dir, settingsFile), &s)
	if errors.Is(err, fs.ErrNotExist) {
		return Settings{}, nil
	}
	var unreadableFile *os.PathError
	switch {
	case errors.As(err, &unreadableFile):
		return Settings{}, unreadable(settingsFile)
	case err != nil:
		return Settings{}, faulty("document.settings", settingsFile, 1, "")
	case len(meta.Undecoded()) > 0:
		return Settings{}, faulty("document.settings", settingsFile, 1, meta.Undecoded()[0].String())
	}
	return s, s.check()
}

// check refuses a number that could not be printed, could be two papers' or would
// speak on a silent one, and a sender that is not neutral.
func (s Settings) check() error {
	written := map[Format]Series{}
	for series, format := range defaults {
		if own, ok := s.Numbers[series]; ok {
			format = own
		}
		if _, taken := written[format]; taken || !format.Check() || !series.speaks() && strings.Contains(string(format), "封") {
			return faulty("document.number_format", settingsFile, 1, string(format))
		}
		written[format] = series
	}
	for series := range s.Numbers {
		if _, known := defaults[series]; !known {
			return faulty("document.settings", settingsFile, 1, string(series))
		}
	}
	for _, series := range s.Outside {
		if series == SeriesInquiry || defaults[series] == "" {
			return faulty("document.settings", settingsFile, 1, string(series))
		}
	}
	for _, word := range telling {
		for _, line := range []string{s.Sender.Address, s.Sender.Place, s.Sender.Postcode} {
			if strings.Contains(line, word) {
				return faulty("document.sender", settingsFile, 1, word)
			}
		}
	}
	return nil
}

// telling are words of a sender that tell what the post is about.
var telling = []string{"法院", "法庭", "检察", "公安", "派出所", "警", "司法", "矫正", "监狱", "管教", "看守", "未成年", "少年", "犯罪", "封存"}

// Format is how an organ writes the numbers of a series that begins now.
func (p *Press) Format(o fengcun.OrganID, s Series) Format {
	if f, ok := p.desk(o).settings.Numbers[s]; ok {
		return f
	}
	return defaults[s]
}

// Outside reports whether an organ's numbers of a series are given by somebody else.
func (p *Press) Outside(o fengcun.OrganID, s Series) bool {
	return slices.Contains(p.desk(o).settings.Outside, s)
}

// Sender is what stands on an organ's envelopes; empty where it has said nothing.
func (p *Press) Sender(o fengcun.OrganID) Sender { return p.desk(o).settings.Sender }
