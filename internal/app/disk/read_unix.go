//go:build unix

package disk

import (
	"io/fs"
	"os"
	"syscall"
)

// readFile is os.ReadFile for a regular file. That asks the system twice as much
// for each file as reading it takes, because files of other kinds may have to be
// waited for; a run reads many thousands.
func readFile(name string) ([]byte, error) {
	fd, err := again(func() (int, error) {
		return syscall.Open(name, syscall.O_RDONLY|syscall.O_CLOEXEC|syscall.O_NONBLOCK, 0)
	})
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	defer syscall.Close(fd)
	var st syscall.Stat_t
	if err := syscall.Fstat(fd, &st); err != nil || st.Mode&syscall.S_IFMT != syscall.S_IFREG || st.Size <= 0 {
		return os.ReadFile(name) // a pipe, a folder, a file that the system makes up
	}
	out := make([]byte, st.Size)
	for n := 0; n < len(out); {
		m, err := again(func() (int, error) { return syscall.Read(fd, out[n:]) })
		if err != nil {
			return nil, &fs.PathError{Op: "read", Path: name, Err: err}
		}
		if m == 0 {
			return out[:n], nil // it was made shorter meanwhile
		}
		n += m
	}
	return out, nil
}

// ReadInto reads a file that has size bytes, as far as is known, into a buffer
// with room for one more. ok is false where it is no longer that long, or cannot be
// read. It asks the system for nothing but the bytes.
func (o OS) ReadInto(name string, size int64, buf []byte) (data []byte, ok bool) {
	if size < 0 || size >= int64(len(buf)) {
		return nil, false
	}
	name = o.path(name)
	fd, err := again(func() (int, error) {
		return syscall.Open(name, syscall.O_RDONLY|syscall.O_CLOEXEC|syscall.O_NONBLOCK, 0)
	})
	if err != nil {
		return nil, false
	}
	defer syscall.Close(fd)
	n, err := again(func() (int, error) { return syscall.Read(fd, buf[:size+1]) })
	return buf[:max(n, 0)], err == nil && int64(n) == size
}

// again repeats a call that a signal has interrupted.
func again(call func() (int, error)) (int, error) {
	for {
		if n, err := call(); err != syscall.EINTR {
			return n, err
		}
	}
}
