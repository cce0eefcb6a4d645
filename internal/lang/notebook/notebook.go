// Package notebook reads Jupyter notebooks (nbformat 3 and 4): JSON files whose
// code cells are programs in the language of their kernel.
package notebook

import (
	"cmp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// Language is the notebook as a language: its unit holds what all of its code
// cells say, each name known to the cells behind it.
type Language struct {
	// Kernel returns the language that a kernel runs by the name that notebooks
	// call it, nil for one that is not known.
	Kernel func(name string) lang.Language
}

// ID implements lang.Language.
func (Language) ID() string { return "notebook" }

// Match implements lang.Language.
func (Language) Match(path string, _ []byte) bool { return strings.HasSuffix(path, ".ipynb") }

// Read implements lang.Language.
func (l Language) Read(v *source.View) *lang.Unit {
	nb, _ := Open(v)
	return nb.Read(l.Kernel)
}

// A Notebook is the cells of a file.
type Notebook struct {
	View   *source.View
	Kernel string // the language that its metadata names; "python" where they name none
	Cells  []Cell
}

// A Cell is a piece of a notebook.
type Cell struct {
	Code bool // as against Markdown and raw text
	// View is the text of the cell, stacked on the JSON strings of its lines.
	View *source.View
	Span source.Span // the JSON value of its text
}

// Open reads the JSON of a notebook. Where it is not JSON to the end, the cells
// before the problem are there; a file that is no notebook has none.
func Open(v *source.View) (*Notebook, []value.Problem) {
	nb := &Notebook{View: v, Kernel: "python"}
	root, problems := value.ReadJSON(v, value.Options{})
	if root == nil || root.Kind != value.Object {
		return nb, problems
	}
	if meta := member(root, "metadata"); meta != nil {
		nb.Kernel = kernel(meta)
	}
	nb.cells(member(root, "cells"))
	if sheets := member(root, "worksheets"); sheets != nil { // nbformat 3
		for _, e := range sheets.Entries {
			nb.cells(member(e.Value, "cells"))
		}
	}
	return nb, problems
}

// kernel returns the language of the cells. A language of its own kernel that
// editors are told to show as Python (Coconut, SageMath) holds Python.
func kernel(meta *value.Node) string {
	// What .NET Interactive writes as the language's name is often left over.
	if own, ok := strings.CutPrefix(word(member(member(meta, "kernelspec"), "name")), ".net-"); ok {
		return own
	}
	info := member(meta, "language_info")
	if mode := member(info, "codemirror_mode"); word(mode) == "python" || word(member(mode, "name")) == "python" {
		return "python"
	}
	return cmp.Or(word(member(info, "name")), word(member(member(meta, "kernelspec"), "language")), "python")
}

// word is a text in lower case, "" for anything else.
func word(n *value.Node) string {
	if n == nil || n.Kind != value.String {
		return ""
	}
	return strings.ToLower(n.Str)
}

func member(n *value.Node, key string) *value.Node {
	if n == nil || n.Kind != value.Object {
		return nil
	}
	return n.Get(key)
}

func (nb *Notebook) cells(list *value.Node) {
	if list == nil || list.Kind != value.Array {
		return
	}
	for _, e := range list.Entries {
		kind, text := member(e.Value, "cell_type"), member(e.Value, "source")
		if text == nil {
			text = member(e.Value, "input")
		}
		c := Cell{Code: kind != nil && kind.Is("code")}
		var parts []lang.Piece
		for _, s := range lines(text) {
			if s != nil && s.Kind == value.String && s.View != nil {
				parts = append(parts, lang.Piece{View: s.View})
			}
		}
		if text != nil {
			c.Span = text.Span
		}
		c.View = lang.Join(nb.View, parts)
		nb.Cells = append(nb.Cells, c)
	}
}

// lines are the strings of a cell's text: one, or a list of them.
func lines(text *value.Node) []*value.Node {
	if text == nil || text.Kind != value.Array {
		return []*value.Node{text}
	}
	var out []*value.Node
	for _, e := range text.Entries {
		out = append(out, e.Value)
	}
	return out
}

// Read reads the code cells, in order, with the language of the kernel.
func (nb *Notebook) Read(kernel func(name string) lang.Language) *lang.Unit {
	u := &lang.Unit{Lang: nb.Kernel, View: nb.View}
	if kernel == nil {
		return u
	}
	l := kernel(nb.Kernel)
	if l == nil {
		return u
	}
	shell := kernel("shell")
	for _, c := range nb.Cells {
		if !c.Code {
			continue
		}
		text, commands := program(l, c.View)
		u.Add(l.Read(text))
		for _, v := range commands {
			if shell == nil {
				break
			}
			told := shell.Read(v)
			told.Assigns = nil // a shell's variables are no names of the program
			u.Add(told)
		}
	}
	return u
}

// Locate returns the number of the cell, from 1, that the raw offset stands in,
// and the line within the cell's text, from 1; ok is false for an offset outside
// of the text of any cell.
func (nb *Notebook) Locate(offset int) (cell, line int, ok bool) {
	i, _ := slices.BinarySearchFunc(nb.Cells, offset, func(c Cell, off int) int { return cmp.Compare(c.Span.End, off+1) })
	if i == len(nb.Cells) || offset < nb.Cells[i].Span.Start {
		return 0, 0, false
	}
	v := nb.Cells[i].View
	// The raw offset of a place grows with the place.
	lo, hi := 0, len(v.Text)
	for lo < hi {
		mid := (lo + hi) / 2
		if v.Span(mid, mid+1).End <= offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return i + 1, strings.Count(v.Text[:lo], "\n") + 1, true
}
