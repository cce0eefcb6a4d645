package app

import (
	"bytes"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/batch"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// open opens the file named, or stdin. size is 0 where nobody knows it.
func (a *App) open(opt *Options) (r io.ReadCloser, size int64, err error) {
	name := opt.Paths[0]
	if isStdin(name) {
		return io.NopCloser(a.Stdin), 0, nil
	}
	r, err = a.FS.Open(name)
	if err != nil {
		return nil, 0, input("%s: %w", name, cause(err))
	}
	if info, err := a.FS.Stat(name); err == nil && info.Mode().IsRegular() {
		size = info.Size()
	}
	return r, size, nil
}

// parse reads JSON or YAML, by name or else by the first character, or text
// that some dialect takes as it stands. Only YAML has more than one document.
func (r *translation) parse(f *source.File) ([]*value.Node, error) {
	var docs []*value.Node
	var problems []value.Problem
	ext := strings.ToLower(path.Ext(f.Path))
	text := bytes.TrimSpace(f.Data)
	isJSON := len(text) == 0 || text[0] == '{' || text[0] == '['
	isYAML := ext == ".yaml" || ext == ".yml"
	if ext != ".json" && !isJSON && !isYAML {
		raw := &value.Node{Kind: value.String, Str: string(f.Data), Span: source.Span{End: len(f.Data)}, View: f.Whole()}
		if read := (&reading{chooser: r.pick}); read.likely(raw) {
			return []*value.Node{raw}, nil
		}
	}
	if ext == ".json" || isJSON && !isYAML {
		var tree *value.Node
		if tree, problems = value.ReadJSON(f.Whole(), value.Options{}); tree != nil {
			docs = append(docs, tree)
		}
	} else {
		docs, problems = value.ReadYAML(f.Whole(), value.Options{})
	}
	if len(problems) > 0 {
		first := firstProblem(problems)
		return nil, input("%s: %s", place(f, first.Span), first.Message)
	}
	docs = slices.DeleteFunc(docs, func(n *value.Node) bool { return n == nil })
	if len(docs) == 0 {
		return nil, input("%s: the file is empty; expected a request", f.Path)
	}
	return docs, nil
}

func firstProblem(problems []value.Problem) value.Problem {
	return slices.MinFunc(problems, func(a, b value.Problem) int { return a.Span.Start - b.Span.Start })
}

// A record is one of the requests of a log: its text, or its tree where the
// whole file has been read.
type record struct {
	batch.Record
	tree *value.Node
	file *source.File // of tree
}

// records returns the requests of a file that was read whole, and how it holds
// them: Whole where it is a single request.
func (r *translation) records(f *source.File, docs []*value.Node) ([]record, batch.Kind) {
	kind := batch.List
	if len(docs) == 1 {
		switch {
		case docs[0].Kind == value.Array:
		case docs[0].Kind == value.Object && r.listOf(docs[0]) != nil:
			docs[0], kind = r.listOf(docs[0]), batch.ListIn
		case docs[0].Kind == value.Object && r.isItem(docs[0]):
			docs[0], kind = value.NewArray(docs[0]), batch.Lines
		default:
			return nil, batch.Whole
		}
		var items []*value.Node
		for i := range docs[0].Entries {
			items = append(items, docs[0].Entries[i].Value)
		}
		docs = items
	} else {
		kind = batch.Lines
	}
	var out []record
	for i, d := range docs {
		out = append(out, record{Record: batch.Record{N: i + 1, Text: []byte(f.Slice(d.Span))}, tree: d, file: f})
	}
	return out, kind
}

// isItem reports whether a lone object is one line of a batch.
func (r *translation) isItem(tree *value.Node) bool {
	read := &reading{chooser: r.pick}
	l := batch.Open(r.forms, tree, read.likely)
	return l.Form != nil && !read.likely(tree)
}

// listOf returns the list of a batch that is one object.
func (r *translation) listOf(tree *value.Node) *value.Node {
	for _, b := range r.forms {
		n := tree.Get(b.List)
		if b.List == "" || n == nil || n.Kind != value.Array || len(n.Entries) == 0 {
			continue
		}
		if first := n.Entries[0].Value; first.Get(b.Key) != nil && first.Get(b.Body) != nil {
			return n
		}
	}
	return nil
}
