package langtest

import (
	"fmt"
	"io"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
)

var kinds = map[expr.TagKind]string{
	expr.TagHole: "hole", expr.TagIf: "if", expr.TagElseIf: "elseif", expr.TagElse: "else", expr.TagFor: "for",
	expr.TagEnd: "end", expr.TagComment: "comment", expr.TagInclude: "include", expr.TagRole: "role",
	expr.TagMedia: "media", expr.TagOther: "other",
}

// Dump writes text as an indented outline.
func Dump(w io.Writer, t expr.Text) { dump(w, t, "") }

func dump(w io.Writer, t expr.Text, indent string) {
	for _, s := range t {
		switch {
		case s.Block != nil:
			for _, a := range s.Block.Arms {
				dumpTag(w, a.Tag, indent)
				dump(w, a.Body, indent+"  ")
			}
			dumpTag(w, s.Block.Close, indent)
		case s.Tag != nil:
			dumpTag(w, *s.Tag, indent)
		case s.Src != "":
			fmt.Fprintf(w, "%slit %q written %q\n", indent, s.Lit, s.Src)
		default:
			fmt.Fprintf(w, "%slit %q\n", indent, s.Lit)
		}
	}
}

func dumpTag(w io.Writer, t expr.Tag, indent string) {
	fmt.Fprintf(w, "%s%s %d-%d %q", indent, kinds[t.Kind], t.Span.Start, t.Span.End, t.Src)
	if len(t.Vars) > 0 {
		fmt.Fprintf(w, " vars %s", strings.Join(t.Vars, ","))
	}
	if t.Raw {
		fmt.Fprint(w, " raw")
	}
	if t.Standalone {
		fmt.Fprint(w, " alone")
	}
	if t.Expr != nil {
		fmt.Fprintf(w, " = %s", Expr(t.Expr))
	}
	fmt.Fprintln(w)
}

// Expr writes e in one line, with every grouping explicit.
func Expr(e expr.Expr) string {
	switch e := e.(type) {
	case nil:
		return "-"
	case expr.Path:
		var b strings.Builder
		for i, s := range e.Steps {
			switch {
			case s.Index != nil:
				b.WriteString("[" + Expr(s.Index) + "]")
			case i > 0:
				b.WriteString("." + s.Name)
			default:
				b.WriteString(s.Name)
			}
		}
		return b.String()
	case expr.Lit:
		switch e.Kind {
		case expr.Str:
			return fmt.Sprintf("%q", e.Text)
		case expr.Num:
			return e.Text
		}
		return map[expr.LitKind]string{expr.True: "#true", expr.False: "#false", expr.None: "#none"}[e.Kind]
	case expr.Call:
		name := e.Name
		if e.Filter {
			name = "|" + name
		}
		args := list(e.Args)
		for _, n := range e.Named {
			args = append(args, n.Name+"="+Expr(n.Value))
		}
		return name + "(" + strings.Join(args, ", ") + ")"
	case expr.Compare:
		return "(" + Expr(e.L) + " " + e.Op + " " + Expr(e.R) + ")"
	case expr.Logic:
		return e.Op + "(" + strings.Join(list(e.Args), ", ") + ")"
	case expr.Cond:
		return "if(" + Expr(e.If) + ", " + Expr(e.Then) + ", " + Expr(e.Else) + ")"
	case expr.List:
		return "[" + strings.Join(list(e.Items), ", ") + "]"
	case expr.Opaque:
		return fmt.Sprintf("<%s %s>", e.Lang, e.Text)
	}
	return fmt.Sprintf("%#v", e)
}

func list(es []expr.Expr) []string {
	var out []string
	for _, e := range es {
		out = append(out, Expr(e))
	}
	return out
}
