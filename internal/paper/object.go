package paper

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strconv"
)

const (
	maxObjects = 100_000
	maxStream  = 64 << 20 // bytes of a stream unpacked
)

// object is a numbered object: its dictionary as text, its stream as it lies there.
type object struct {
	dict   []byte
	stream []byte
}

var (
	objectHead   = regexp.MustCompile(`\b([0-9]{1,9}) [0-9]{1,5} obj\b`)
	directLength = regexp.MustCompile(`/Length ([0-9]{1,10})\s*(?:/|>>)`)
)

// objects reads the numbered objects one after the other; of two with one number
// the later counts, as in a file that was added to.
func objects(file []byte) map[int]object {
	all := map[int]object{}
	for count := 0; count < maxObjects; count++ {
		head := objectHead.FindSubmatchIndex(file)
		if head == nil {
			return all
		}
		number, _ := strconv.Atoi(string(file[head[2]:head[3]]))
		file = file[head[1]:]
		end := bytes.Index(file, []byte("endobj"))
		if end < 0 {
			end = len(file)
		}
		o := object{dict: file[:end]}
		if dict, data, found := bytes.Cut(file, []byte("stream")); found && len(dict) < end {
			o.dict = dict
			data = bytes.TrimPrefix(bytes.TrimPrefix(data, []byte("\r")), []byte("\n"))
			o.stream, file = cutStream(dict, data)
		} else {
			file = file[end:]
		}
		all[number] = o
	}
	return all
}

// cutStream divides what follows the word stream, by the length that the dictionary
// states if the stream does end there.
func cutStream(dict, data []byte) (stream, rest []byte) {
	if m := directLength.FindSubmatch(dict); m != nil {
		n, _ := strconv.Atoi(string(m[1]))
		if n <= len(data) && bytes.HasPrefix(bytes.TrimLeft(data[n:], "\r\n"), []byte("endstream")) {
			return data[:n], data[n:]
		}
	}
	stream, rest, _ = bytes.Cut(data, []byte("endstream"))
	return stream, rest
}

// content unpacks a stream, nil if it is packed in a way that package pdf does not
// use.
func (o object) content() []byte {
	if !bytes.Contains(o.dict, []byte("/Filter")) {
		return o.stream
	}
	if !bytes.Contains(o.dict, []byte("/FlateDecode")) || bytes.Contains(o.dict, []byte("/Predictor")) {
		return nil
	}
	r, err := zlib.NewReader(bytes.NewReader(o.stream))
	if err != nil {
		return nil
	}
	unpacked, _ := io.ReadAll(io.LimitReader(r, maxStream)) // what came before damage may still be read
	return unpacked
}

// number returns the first number after a key of a dictionary.
func (o object) number(key string) int {
	at := bytes.Index(o.dict, []byte(key+" "))
	if at < 0 {
		return 0
	}
	n := 0
	for _, c := range bytes.TrimLeft(o.dict[at+len(key):], " ") {
		if c < '0' || c > '9' || n > 1<<30 {
			break
		}
		n = 10*n + int(c-'0')
	}
	return n
}
