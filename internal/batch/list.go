package batch

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// A list cuts the elements out of a JSON array, or out of the array that is a
// member of an object, without holding more than one of them.
type list struct {
	s      *Splitter
	member string // "": the stream is the array
	state  state
	beside []string
}

type state uint8

const (
	before  state = iota // the array has not begun
	opened               // an element, or the end of the array
	between              // an element
	ended                // what follows the array
)

// element appends the next element.
func (l *list) element(text []byte) ([]byte, error) {
	if l.state == before {
		if err := l.enter(); err != nil {
			return text, l.cut(err)
		}
		l.state = opened
		b, err := l.space()
		if err != nil {
			return text, l.cut(err)
		}
		if b == ']' {
			l.state = ended
		} else if err := l.unread(); err != nil {
			return text, err
		}
	}
	if l.state == ended {
		return text, l.leave()
	}
	text, end, err := l.value(text, true)
	if err != nil {
		return text, l.cut(err)
	}
	switch end {
	case ']':
		l.state = ended
	case '}':
		return text, fmt.Errorf("after element %d: expected ',' or ']', found '}'", l.s.n+1)
	default:
		l.state = between
	}
	return text, nil
}

// value reads up to the comma or bracket that ends a value, and appends it
// where it is kept.
func (l *list) value(text []byte, keep bool) (_ []byte, end byte, err error) {
	depth, quoted, escaped := 0, false, false
	for {
		b, err := l.s.byte()
		if err != nil {
			return text, 0, err
		}
		switch {
		case escaped:
			escaped = false
		case quoted:
			escaped, quoted = b == '\\', b != '"'
		case b == '"':
			quoted = true
		case b == '{' || b == '[':
			depth++
		case depth == 0 && (b == ',' || b == ']' || b == '}'):
			return text, b, nil
		case b == '}' || b == ']':
			depth--
		}
		if keep {
			text = append(text, b)
		}
	}
}

// enter reads up to the first element.
func (l *list) enter() error {
	if l.member == "" {
		return l.expect('[')
	}
	if err := l.expect('{'); err != nil {
		return err
	}
	for {
		found, err := l.key()
		if err != nil {
			return err
		}
		if found {
			return l.expect('[')
		}
		_, end, err := l.value(nil, false)
		if err != nil {
			return err
		}
		if end != ',' {
			return fmt.Errorf("there is no list %q", l.member)
		}
	}
}

// key reads a member's name and its colon. It reports whether the list is the
// member.
func (l *list) key() (bool, error) {
	if err := l.expect('"'); err != nil {
		return false, err
	}
	quoted := []byte{'"'}
	for escaped := false; ; {
		b, err := l.s.byte()
		if err != nil {
			return false, err
		}
		quoted = append(quoted, b)
		if b == '"' && !escaped {
			break
		}
		escaped = b == '\\' && !escaped
	}
	var name string
	if err := json.Unmarshal(quoted, &name); err != nil {
		return false, fmt.Errorf("%s is no name of a member", quoted)
	}
	if name != l.member {
		l.beside = append(l.beside, name)
	}
	return name == l.member, l.expect(':')
}

// leave reads what follows the list, and returns io.EOF where that is as it
// should be.
func (l *list) leave() error {
	for l.member != "" {
		b, err := l.space()
		if err != nil {
			return l.cut(err)
		}
		if b == '}' {
			break
		}
		if b != ',' {
			return fmt.Errorf("after the list: expected ',' or '}', found %q", b)
		}
		again, err := l.key()
		if err == nil && again {
			err = fmt.Errorf("there is a second list %q", l.member)
		}
		var end byte
		if err == nil {
			_, end, err = l.value(nil, false)
		}
		if err != nil {
			return l.cut(err)
		}
		if end == '}' {
			break
		}
		if err := l.unread(); err != nil {
			return err
		}
	}
	b, err := l.space()
	if err == nil {
		return fmt.Errorf("after the end of the list: unexpected %q", b)
	}
	return err
}

func (l *list) expect(want byte) error {
	b, err := l.space()
	if err == nil && b != want {
		err = fmt.Errorf("expected %q, found %q", want, b)
	}
	return err
}

// space returns the next byte that is no white space.
func (l *list) space() (byte, error) {
	for {
		b, err := l.s.byte()
		if err != nil || b != ' ' && b != '\t' && b != '\n' && b != '\r' {
			return b, err
		}
	}
}

func (l *list) unread() error {
	l.s.read--
	return l.s.r.UnreadByte()
}

// cut says that the stream ends too early.
func (l *list) cut(err error) error {
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("the list ends in element %d: a ']' is missing", l.s.n+1)
	}
	return err
}
