package value

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
)

// dumper writes a tree with the bytes that every node claims.
type dumper struct {
	strings.Builder
	f *source.File
}

func (d *dumper) line(depth int, format string, args ...any) {
	fmt.Fprintf(d, "%s%s\n", strings.Repeat("  ", depth), fmt.Sprintf(format, args...))
}

func (d *dumper) at(s source.Span) string {
	a, b := d.f.Pos(s.Start), d.f.Pos(s.End)
	return fmt.Sprintf("%d:%d-%d:%d", a.Line, a.Column, b.Line, b.Column)
}

func (d *dumper) node(depth int, label string, n *Node) {
	if n == nil {
		d.line(depth, "%sabsent", label)
		return
	}
	head := fmt.Sprintf("%s%s %s", label, n.Kind, d.at(n.Span))
	switch n.Kind {
	case Bool:
		d.line(depth, "%s %v", head, n.Bool)
	case Number, String:
		d.line(depth, "%s %q", head, n.Str)
	case Hole:
		d.line(depth, "%s %s", head, n.Tag.Src)
	case Text:
		d.line(depth, "%s", head)
		d.text(depth+1, n.Text)
	case Choice:
		d.line(depth, "%s", head)
		for _, a := range n.Choice.Arms {
			d.node(depth+1, a.Tag.Src+" ", a.Body)
		}
	default:
		d.line(depth, "%s", head)
		d.entries(depth+1, n.Entries)
	}
}

func (d *dumper) entries(depth int, es []Entry) {
	for _, e := range es {
		switch {
		case e.Block != nil:
			for _, a := range e.Block.Arms {
				d.line(depth, "block %s", a.Tag.Src)
				d.entries(depth+1, a.Body)
			}
			d.line(depth, "end %s %s", e.Block.Close.Src, d.at(e.Span))
		case e.KeyNode != nil:
			d.node(depth, "key ", e.KeyNode)
			d.node(depth, "of it ", e.Value)
		case e.Spread:
			d.node(depth, "spread ", e.Value)
		case e.KeySpan.IsZero():
			d.node(depth, "- ", e.Value)
		default:
			d.node(depth, fmt.Sprintf("%s (%s) ", e.Key, d.at(e.KeySpan)), e.Value)
		}
	}
}

func (d *dumper) text(depth int, t expr.Text) {
	for _, s := range t {
		switch {
		case s.Block != nil:
			for _, a := range s.Block.Arms {
				d.line(depth, "block %s", a.Tag.Src)
				d.text(depth+1, a.Body)
			}
		case s.Tag != nil:
			d.line(depth, "%s %s", d.at(s.Span), s.Tag.Src)
		default:
			d.line(depth, "%s %q", d.at(s.Span), s.Lit)
		}
	}
}

func TestFixturesReadAsExpected(t *testing.T) {
	files, err := filepath.Glob("testdata/*.[jy]*")
	if err != nil || len(files) == 0 {
		t.Fatal(err, "no fixtures")
	}
	for _, path := range files {
		if strings.HasSuffix(path, ".out") {
			continue
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			d := &dumper{f: source.NewFile(path, data)}
			opt := Options{}
			if strings.Contains(path, "tags") {
				opt.Marks = lexTags(string(data))
			}
			var docs []*Node
			var probs []Problem
			if strings.HasSuffix(path, ".yaml") {
				docs, probs = ReadYAML(d.f.Whole(), opt)
			} else {
				var n *Node
				n, probs = ReadJSON(d.f.Whole(), opt)
				docs = []*Node{n}
			}
			for _, n := range docs {
				d.node(0, "", n)
			}
			for _, p := range probs {
				d.line(0, "! %s %s: %s", d.at(p.Span), p.Code, p.Message)
			}
			testkit.Golden(t, path+".out", []byte(d.String()))
		})
	}
}
