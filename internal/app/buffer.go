package app

import "sync"

// buffers are what files are read into until it is known that anything in them is
// of interest, as it is in few.
var buffers = sync.Pool{New: func() any {
	b := make([]byte, bufferSize)
	return &b
}}

// bufferSize is that of a buffer, in bytes: nearly all files fit in.
const bufferSize = 256 << 10

// A reader is a file system that reads a file of size bytes, as it has told, into a
// buffer with room for more. ok is false where the file is no longer that long, or
// cannot be read: ReadFile then tells.
type reader interface {
	ReadInto(name string, size int64, buf []byte) (data []byte, ok bool)
}

// readInto is read with a buffer, which the bytes stand in as long as that is not
// used again, unless the file is too large for it.
func (a *App) readInto(j *job, b *[]byte) ([]byte, error) {
	if fs, ok := a.FS.(reader); ok && j.fault == nil && j.data == nil && !j.Named && j.Size < int64(len(*b)) {
		if data, ok := fs.ReadInto(j.Path, j.Size, *b); ok {
			return data, nil
		}
	}
	return a.read(j)
}
