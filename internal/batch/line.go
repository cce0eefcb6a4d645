// Package batch knows the files that hold many requests: logs of one request
// a line, with or without something around it, lists of requests, and the
// forms in which vendors take batches. It finds the request of each record,
// and puts a translated one into the record form of its new vendor. It reads
// streams and trees and touches no files.
package batch

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/value"
)

// A Line is a record of a log or batch, taken apart.
type Line struct {
	Tree *value.Node // the whole record
	Body *value.Node // its request; nil where there is none
	// At is the member, or the members one below another, that the request
	// stands under; empty where the record is the request.
	At []string
	// Form is the batch form that the record is written in; nil for a plain log.
	Form *catalog.Batch
	// Dialects are those that form and url leave open, the likely ones first;
	// nil for any.
	Dialects []string
	// Wrong says why the record holds no prompt, "" where it may.
	Wrong string
}

// Pointer returns the JSON pointer of the request in the record.
func (l *Line) Pointer() string {
	p := ""
	for _, key := range l.At {
		p = value.Pointer(p, key)
	}
	return p
}

// wrappers are the members under which logs keep a request, in the order in
// which they are looked for.
var wrappers = []string{"body", "request", "params", "modelInput", "input"}

// maxNesting is how deep below such members a request is looked for.
const maxNesting = 3

// Open takes a record apart, which is an object. forms are the forms of batch
// that there are; likely says whether an object can be a request of some
// dialect.
func Open(forms []catalog.Batch, tree *value.Node, likely func(*value.Node) bool) Line {
	l := Line{Tree: tree}
	for i := range forms {
		l.try(&forms[i], likely)
	}
	if l.Form != nil {
		l.Body, l.At = tree.Get(l.Form.Body), []string{l.Form.Body}
		return l
	}
	l.Body, l.At = find(tree, likely, maxNesting)
	return l
}

// find returns the request in a record of a log.
func find(n *value.Node, likely func(*value.Node) bool, depth int) (*value.Node, []string) {
	if n == nil || n.Kind != value.Object {
		return nil, nil
	}
	if likely(n) {
		return n, nil
	}
	if depth == 0 {
		return nil, nil
	}
	for _, key := range wrappers {
		if body, at := find(n.Get(key), likely, depth-1); body != nil {
			return body, append([]string{key}, at...)
		}
	}
	return nil, nil
}

// try adds what a form says of the record, if the record can be of that form.
// Several vendors share one form: the first of them is its owner.
func (l *Line) try(form *catalog.Batch, likely func(*value.Node) bool) {
	if l.Form != nil && !sameForm(l.Form, form) || !fits(l.Tree, form, likely) {
		return
	}
	if l.Form == nil {
		l.Form = form
	}
	url := l.Tree.Get("url")
	if form.Method != "" && url.IsString() {
		for _, u := range form.NoChat {
			if strings.HasSuffix(url.Str, u) && l.Dialects == nil {
				l.Wrong = "requests for " + url.Str + " are no prompts"
			}
		}
	}
	for _, d := range form.Dialects {
		if d.URL == "" || url.IsString() && strings.HasSuffix(url.Str, d.URL) {
			l.Dialects = append(l.Dialects, d.ID)
			l.Wrong = ""
		}
	}
}

// sameForm reports whether lines of the two forms have the same members.
func sameForm(a, b *catalog.Batch) bool {
	return a.Key == b.Key && a.Body == b.Body && a.Method == b.Method
}

// fits reports whether a record has the members of a form.
func fits(tree *value.Node, form *catalog.Batch, likely func(*value.Node) bool) bool {
	body := tree.Get(form.Body)
	if body == nil || body.Kind != value.Object {
		return false
	}
	url := tree.Get("url") != nil
	switch {
	case form.Method != "":
		return url && tree.Get(form.Key) != nil
	case form.Key == "":
		// Nothing but the request: it has to look like one of the vendor's.
		return len(tree.Entries) == 1 && body.Get("contents") != nil && likely(body)
	case tree.Get(form.Key) != nil:
		return !url
	}
	// Without an id, the name of the member must be one that only batches have.
	return !form.KeyRequired && form.Body == "modelInput"
}
