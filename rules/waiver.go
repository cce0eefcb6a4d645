package rules

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/source"
)

// A Waiver is a comment that suppresses findings:
//
//	promptglot: ignore[RULE,RULE] -- reason until=YYYY-MM-DD
//
// It speaks of the line that it ends, or where it stands alone of the next
// line that is no suppression itself.
type Waiver struct {
	Rules  []string // ids, as written; empty where the comment is malformed
	Reason string   // "" where none is given
	Until  string   // last day it holds, YYYY-MM-DD; "" for ever
	// Malformed says what is wrong and what was expected; "" for nothing. A
	// malformed waiver suppresses nothing.
	Malformed string
	Span      source.Span // the comment with its delimiters
	AppliesTo int         // 1-based line
}

// directive is how every waiver begins, behind the opening of its comment.
const directive = "promptglot:"

// MayWaive reports whether a file may hold suppressions.
func MayWaive(f *source.File) bool { return bytes.Contains(f.Data, []byte(directive)) }

// Waivers returns the suppressions in the comments of a file, in order. docs
// are the prompts of the file: they tell comments from text. What looks like a
// comment inside a string, a code fence or the text of a prompt is none.
func Waivers(f *source.File, docs []*compose.Doc) []Waiver {
	var out []Waiver
	var h *host
	for at := 0; ; {
		i := bytes.Index(f.Data[at:], []byte(directive))
		if i < 0 {
			break
		}
		at += i
		if h == nil { // nearly all files have no waiver: look closer only now
			h = newHost(f, docs)
		}
		span, body, ok := h.comment(at)
		at += len(directive)
		if !ok {
			continue
		}
		if w, ok := parseWaiver(body); ok {
			w.Span = span
			out = append(out, w)
			at = max(at, span.End)
		}
	}
	applyTo(f, out)
	return out
}

// applyTo finds the line that each waiver speaks of. They are done from the
// last to the first, so that one above another skips to the same line.
func applyTo(f *source.File, ws []Waiver) {
	next := map[int]int{} // line of a waiver that stands alone → the line it speaks of
	for i := len(ws) - 1; i >= 0; i-- {
		w := &ws[i]
		first, last := f.Pos(w.Span.Start).Line, f.Pos(w.Span.End).Line
		before := source.Span{Start: f.LineStart(w.Span.Start), End: w.Span.Start}
		if strings.TrimSpace(strings.TrimPrefix(f.Slice(before), "\ufeff")) != "" {
			w.AppliesTo = first
			continue
		}
		w.AppliesTo = last + 1
		if line, ok := next[w.AppliesTo]; ok {
			w.AppliesTo = line
		}
		next[first] = w.AppliesTo
	}
}

// parseWaiver reads what follows the directive in a comment. ok is false where
// the comment merely mentions the program.
func parseWaiver(s string) (w Waiver, ok bool) {
	const form = "expected `promptglot: ignore[RULE] -- reason`"
	s = strings.TrimSpace(strings.TrimRight(s, " \t\r\n-~+")) // {#- … -#}, {{!-- … --}}
	word := s[:len(s)-len(strings.TrimLeft(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-"))]
	rest := strings.TrimSpace(s[len(word):])
	if word != "ignore" {
		if word == "" || !strings.HasPrefix(s[len(word):], "[") {
			return w, false
		}
		w.Malformed = fmt.Sprintf("no suppression is called %q; %s", word, form)
		return w, true
	}
	list, tail, found := strings.Cut(strings.TrimPrefix(rest, "["), "]")
	if !strings.HasPrefix(rest, "[") || !found {
		w.Malformed = "the suppression names no rule in brackets; " + form
		return w, true
	}
	var rules []string
	for id := range strings.SplitSeq(list, ",") {
		if id = strings.TrimSpace(id); id == "" || strings.ContainsAny(id, " \t\r\n") {
			w.Malformed = fmt.Sprintf("%q is no list of rules; %s, with commas between several rules", list, form)
			return w, true
		}
		rules = append(rules, id)
	}
	head, reason, _ := strings.Cut(tail, "--")
	var until string
	for _, part := range []*string{&head, &reason} {
		if day, left, ok := cutUntil(*part); ok {
			until, *part = day, left
		}
	}
	switch {
	case strings.TrimSpace(head) != "":
		w.Malformed = fmt.Sprintf("%q stands between the rules and the reason; %s", strings.TrimSpace(head), form)
		return w, true
	case until != "" && !isDay(until):
		w.Malformed = fmt.Sprintf("until=%s is no day; expected until=YYYY-MM-DD", until)
		return w, true
	}
	w.Rules, w.Until, w.Reason = rules, until, strings.Join(strings.Fields(reason), " ")
	return w, true
}

// cutUntil takes until=DAY out of s.
func cutUntil(s string) (day, rest string, ok bool) {
	var left []string
	for _, word := range strings.Fields(s) {
		if d, is := strings.CutPrefix(strings.Trim(word, "[],;"), "until="); is {
			day, ok = d, true
			continue
		}
		left = append(left, word)
	}
	return day, strings.Join(left, " "), ok
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// CollectFile returns the facts that belong to a file and to none of its
// prompts: suppressions that cannot be understood or give no reason.
func CollectFile(o *Options, f *source.File, docs []*compose.Doc) []*fact.Fact {
	if !o.needs(fact.Waiver) {
		return nil
	}
	c := &collector{o: o, doc: &compose.Doc{File: f}, inTest: inTest(o.below(path.Clean(f.Path)))}
	for _, w := range Waivers(f, docs) {
		switch {
		case w.Malformed != "":
			c.add(fact.Fact{Kind: fact.Waiver, Code: "malformed", Message: w.Malformed}, w.Span)
		case w.Reason == "":
			ids := strings.Join(w.Rules, ",")
			c.add(fact.Fact{
				Kind: fact.Waiver, Code: "missing-reason", Value: ids,
				Message: fmt.Sprintf("the suppression of %s gives no reason; expected ` -- reason` behind the bracket", ids),
			}, w.Span)
		}
	}
	return finish(c.out)
}
