package vault

import (
	"encoding/binary"
	"io"
	"os"
)

// fileReader decrypts a blob chunk by chunk.
type fileReader struct {
	blob   *os.File
	sealer chunkSealer
	chunks int64

	left   int64  // bytes of the file not yet decrypted
	index  int64  // of the next chunk
	plain  []byte // decrypted and not yet read
	buffer []byte // of plain
	sealed []byte
}

// start checks the size of the blob and its last chunk, where the length stands.
func (r *fileReader) start() error {
	info, err := r.blob.Stat()
	if err != nil || r.chunks < 1 || info.Size() != r.chunks*sealedChunkSize {
		return damaged()
	}
	r.sealed = make([]byte, sealedChunkSize)
	r.buffer = make([]byte, 0, chunkSize)
	last, err := r.chunk(r.chunks - 1)
	if err != nil {
		return err
	}
	length := binary.BigEndian.Uint64(last[chunkSize-trailerSize:])
	if length > MaxFile || fileChunks(int64(length)) != r.chunks {
		return damaged()
	}
	r.left = int64(length)
	return nil
}

func (r *fileReader) chunk(index int64) ([]byte, error) {
	if _, err := r.blob.ReadAt(r.sealed, index*sealedChunkSize); err != nil {
		return nil, damaged()
	}
	return r.sealer.open(r.buffer, r.sealed, index, index == r.chunks-1)
}

// Read gives out bytes of chunks that authenticate.
func (r *fileReader) Read(p []byte) (int, error) {
	if len(r.plain) == 0 {
		if r.left == 0 {
			return 0, io.EOF
		}
		plain, err := r.chunk(r.index)
		if err != nil {
			return 0, err
		}
		r.plain = plain[:min(r.left, chunkSize)]
		r.left -= int64(len(r.plain))
		r.index++
	}
	n := copy(p, r.plain)
	r.plain = r.plain[n:]
	return n, nil
}

// Close closes the blob and overwrites what was decrypted last.
func (r *fileReader) Close() error {
	clear(r.buffer[:cap(r.buffer)])
	r.left, r.plain = 0, nil
	return r.blob.Close()
}
