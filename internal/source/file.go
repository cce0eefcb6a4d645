// Package source holds the bytes of a file and everything that speaks of
// places in them: line index, spans, stacked views, edits and diffs.
//
// It knows nothing of prompts or vendors; every other room builds on it.
package source

import (
	"bytes"
	"sort"
	"sync"
	"sync/atomic"
	"unicode/utf8"
	"unsafe"
)

// A Span is a half-open range of byte offsets into a file: [Start, End).
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len returns the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// IsZero reports whether s is the zero span, which stands for "nowhere": the
// span of a node that was made rather than read.
func (s Span) IsZero() bool { return s == Span{} }

// Contains reports whether o lies within s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Cover returns the smallest span that holds both; a zero span adds nothing.
func (s Span) Cover(o Span) Span {
	switch {
	case s.IsZero():
		return o
	case o.IsZero():
		return s
	}
	return Span{Start: min(s.Start, o.Start), End: max(s.End, o.End)}
}

// A Pos is a place as people and editors name it.
type Pos struct {
	Line   int `json:"line"`   // 1-based
	Column int `json:"column"` // 1-based, in Unicode code points
	Offset int `json:"offset"` // 0-based byte offset
}

// A File is a named, immutable piece of bytes. Its methods are safe for
// concurrent use once NewFile has returned.
type File struct {
	Path string // as given, with '/'
	Data []byte

	// The lines are counted when somebody asks for one: of a log of requests
	// nobody does.
	lineOnce sync.Once
	lines    []int // offset of the first byte of every line; see starts

	// Columns of long lines are counted from marks, which are made when the
	// first such column is asked for: counting from the start of the line each
	// time would take quadratic time on a file that is one line.
	once  sync.Once
	marks []mark

	left atomic.Value // of box; see Leave
}

// A box is what Leave has left; an atomic.Value holds one type only.
type box struct{ x any }

// A mark is a boundary between code points and the number of those before it.
type mark struct{ offset, runes int }

// markEvery is how far marks are apart, in bytes.
const markEvery = 1 << 10

// NewFile returns data as a file. The texts of its views share the bytes: data
// must not change as long as anything that was read from it is in use.
func NewFile(path string, data []byte) *File { return &File{Path: path, Data: data} }

// FromString is NewFile for bytes that are a string already; they are shared.
func FromString(path, text string) *File {
	return NewFile(path, unsafe.Slice(unsafe.StringData(text), len(text)))
}

// Leave keeps what one reader has made of the file for the next one, in the place
// of what was left before. It lasts as long as the file does, or until it is taken.
func (f *File) Leave(x any) { f.left.Store(box{x}) }

// Take returns what was left, and forgets it; nil where nothing was.
func (f *File) Take() any {
	b, _ := f.left.Swap(box{}).(box)
	return b.x
}

// starts returns the offset of the first byte of every line. Lines end at LF; a
// CR before it belongs to the line.
func (f *File) starts() []int {
	f.lineOnce.Do(func() {
		f.lines = make([]int, 1, 2+bytes.Count(f.Data, newline))
		for at := 0; ; {
			i := bytes.IndexByte(f.Data[at:], newline[0])
			if i < 0 {
				return
			}
			at += i + 1
			f.lines = append(f.lines, at)
		}
	})
	return f.lines
}

var newline = []byte{'\n'}

// Pos converts a byte offset to a position. Offsets outside the file are
// clamped to it.
func (f *File) Pos(offset int) Pos {
	offset = max(0, min(offset, len(f.Data)))
	lines := f.starts()
	line := sort.SearchInts(lines, offset+1) - 1
	start := lines[line]
	if offset-start <= markEvery {
		return Pos{Line: line + 1, Column: utf8.RuneCount(f.Data[start:offset]) + 1, Offset: offset}
	}
	return Pos{Line: line + 1, Column: f.runes(offset) - f.runes(start) + 1, Offset: offset}
}

// runes returns the number of code points before offset.
func (f *File) runes(offset int) int {
	f.once.Do(func() {
		m := mark{}
		for f.marks = append(f.marks, m); len(f.Data)-m.offset > markEvery; f.marks = append(f.marks, m) {
			end := m.offset + markEvery
			// Up to three bytes back stands the start of what end would cut.
			for cut := end; cut > end-utf8.UTFMax; cut-- {
				if utf8.RuneStart(f.Data[cut]) {
					if _, n := utf8.DecodeRune(f.Data[cut:]); cut+n > end {
						end = cut
					}
					break
				}
			}
			m = mark{end, m.runes + utf8.RuneCount(f.Data[m.offset:end])}
		}
	})
	i := sort.Search(len(f.marks), func(i int) bool { return f.marks[i].offset > offset }) - 1
	m := f.marks[i]
	return m.runes + utf8.RuneCount(f.Data[m.offset:offset])
}

// Lines returns the number of lines; a trailing newline does not open another.
func (f *File) Lines() int {
	lines := f.starts()
	if n := len(lines); n > 1 && lines[n-1] == len(f.Data) {
		return n - 1
	}
	return len(lines)
}

// LineSpan returns the bytes of the 1-based line without its line end.
func (f *File) LineSpan(line int) Span {
	lines := f.starts()
	if line < 1 || line > len(lines) {
		return Span{Start: len(f.Data), End: len(f.Data)}
	}
	start, end := lines[line-1], len(f.Data)
	if line < len(lines) {
		end = lines[line] - 1
		if end > start && f.Data[end-1] == '\r' {
			end--
		}
	}
	return Span{Start: start, End: end}
}

// LineStart returns the offset of the first byte of the line that holds offset.
func (f *File) LineStart(offset int) int {
	offset = max(0, min(offset, len(f.Data)))
	lines := f.starts()
	return lines[sort.SearchInts(lines, offset+1)-1]
}

// Slice returns the bytes of s as a string.
func (f *File) Slice(s Span) string {
	start := max(0, min(s.Start, len(f.Data)))
	end := max(start, min(s.End, len(f.Data)))
	return string(f.Data[start:end])
}
