package migrate

import (
	"bytes"
	"go/format"
	"regexp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/translate"
)

// laidOut returns an edited program as the language's formatter lays it out,
// where it was laid out so before: a name of another length moves what stands
// beside it in Go.
func (c *coder) laidOut(data []byte) []byte {
	if c.prog.Unit.Lang != "go" {
		return data
	}
	before, err := format.Source(c.prog.File.Data)
	if err != nil || !bytes.Equal(before, c.prog.File.Data) {
		return data
	}
	after, err := format.Source(data)
	if err != nil {
		return data
	}
	return after
}

// cellLine takes out a member that has a line of a notebook's cell to itself: in
// the file each line is a text of its own. next is where the comma stands.
func cellLine(data []byte, in source.Span, start, next int) (source.Edit, bool) {
	if data[next] != ',' {
		return source.Edit{}, false
	}
	open := start
	for open > in.Start && (data[open-1] == ' ' || data[open-1] == '\t') {
		open--
	}
	if open == in.Start || data[open-1] != '"' {
		return source.Edit{}, false
	}
	for open--; open > in.Start && strings.IndexByte(" \t", data[open-1]) >= 0; open-- {
	}
	rest := bytes.TrimLeft(data[next+1:], " ")
	rest, ok := bytes.CutPrefix(rest, []byte("\\n\","))
	if !ok || data[open-1] != '\n' {
		return source.Edit{}, false
	}
	i := bytes.IndexByte(rest, '\n')
	if i < 0 || len(bytes.TrimSpace(rest[:i])) > 0 {
		return source.Edit{}, false
	}
	end := len(data) - len(rest) + i + 1
	return source.Edit{Span: source.Span{Start: open, End: end}}, true
}

// readsBack reports whether the program is seen to read a member of that name off
// an answer: off that of the call, or off any that has a list of choices.
func (c *coder) readsBack(k *compose.ProgramCall, key string) bool {
	for _, path := range c.place(k).Reads() {
		if slices.Contains(strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' }), key) {
			return true
		}
	}
	for i := range c.prog.Unit.Reads {
		steps := c.prog.Unit.Reads[i].Steps
		at := slices.IndexFunc(steps, func(s lang.Step) bool { return s.Name == key })
		if at >= 2 && slices.ContainsFunc(steps[:at], func(s lang.Step) bool { return s.Name == "" }) {
			return true
		}
	}
	// A listener for what the member brings: .on("logprobs.content.delta", …).
	event := regexp.MustCompile("[\"'`]" + regexp.QuoteMeta(key) + "\\.\\w[\\w.]*[\"'`]")
	return event.Match(c.prog.File.Data)
}

// certain returns what a ledger knows for certain: what hangs on a value that the
// program has at run time is no reason to write nothing.
func certain(l translate.Ledger) translate.Ledger {
	var out translate.Ledger
	for _, e := range l {
		if e.Certainty != translate.Possible {
			out = append(out, e)
		}
	}
	return out
}
