package config

import (
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/request"
	"github.com/promptglot/promptglot/internal/lang/shell"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// readYAML reads YAML, with the tags of charts and playbooks as holes.
func readYAML(u *lang.Unit, v *source.View) {
	tags := marks(v)
	docs, ok := []*value.Node(nil), false
	if len(tags) == 0 {
		docs, ok = value.Kept(v, value.YAML)
	}
	if !ok {
		var problems []value.Problem
		docs, problems = value.ReadYAML(v, value.Options{Marks: tags, MaxDepth: maxDepth, MaxProblems: 1})
		if len(problems) > 0 && len(tags) > 0 {
			defer func() { torn(u, v, problems[0].Span) }()
		}
	}
	scripts := runsScripts(v.File().Path)
	for _, n := range docs {
		if n == nil {
			continue
		}
		n = untagged(v, n, 0)
		keep(u, n)
		w := walker{u: u, scripts: scripts}
		w.node(n, "")
	}
	shell.Sort(u)
}

// marks returns the {{tags}} of a template; GitHub's ${{ }} is text like any
// other.
func marks(v *source.View) []expr.Tag {
	var out []expr.Tag
	for i := 0; ; {
		n := strings.Index(v.Text[i:], "{{")
		if n < 0 {
			return out
		}
		i += n
		end := strings.Index(v.Text[i:min(len(v.Text), i+maxTag)], "}}")
		if end < 0 || i > 0 && v.Text[i-1] == '$' {
			i += 2
			continue
		}
		src := v.Text[i : i+end+2]
		inner := strings.TrimSpace(strings.Trim(src[2:end], "-"))
		t := expr.Tag{Kind: kindOf(inner), Lang: "gotmpl", Src: src, Span: v.Span(i, i+end+2), Start: i, End: i + end + 2, Raw: true}
		t.Expr = expr.Opaque{Lang: "gotmpl", Text: inner}
		out = append(out, t)
		i += end + 2
	}
}

// maxTag bounds the length of a tag.
const maxTag = 1000

// kindOf tells what a tag does by its first word.
func kindOf(inner string) expr.TagKind {
	word, rest, _ := strings.Cut(inner, " ")
	switch word {
	case "if", "with":
		return expr.TagIf
	case "range":
		return expr.TagFor
	case "else":
		if strings.HasPrefix(rest, "if") {
			return expr.TagElseIf
		}
		return expr.TagElse
	case "end":
		return expr.TagEnd
	case "define", "block":
		return expr.TagOther
	}
	if strings.HasPrefix(inner, "/*") {
		return expr.TagComment
	}
	return expr.TagHole
}

// runsScripts reports whether a file is one that continuous integration or a
// task runner reads.
func runsScripts(file string) bool {
	file = strings.ReplaceAll(file, `\`, "/")
	base := path.Base(file)
	for _, part := range []string{".github/", ".circleci/", ".gitlab/", ".buildkite/", ".forgejo/", ".gitea/"} {
		if strings.HasPrefix(file, part) || strings.Contains(file, "/"+part) {
			return true
		}
	}
	for _, name := range []string{"action.", ".gitlab-ci.", "azure-pipelines", "bitbucket-pipelines.", "Taskfile.", "taskfile.", "cloudbuild.", ".travis.", "buildspec."} {
		if strings.HasPrefix(base, name) {
			return true
		}
	}
	return false
}

// A walker finds scripts and environments in a document.
type walker struct {
	u       *lang.Unit
	scripts bool
	depth   int
}

// scriptKeys are the members whose texts are commands.
var scriptKeys = map[string]bool{
	"run": true, "script": true, "before_script": true, "after_script": true, "bash": true, "command": true, "cmds": true,
	"cmd": true, "commands": true, "install": true,
}

func (w *walker) node(n *value.Node, key string) {
	if n == nil || w.depth > maxDepth {
		return
	}
	w.depth++
	defer func() { w.depth-- }()
	for i := range n.Entries {
		e := &n.Entries[i]
		if e.Block != nil {
			for j := range e.Block.Arms {
				w.node(&value.Node{Kind: n.Kind, Entries: e.Block.Arms[j].Body}, key)
			}
			continue
		}
		k := key
		if n.Kind == value.Object {
			k = e.Key
		}
		v := e.Value
		switch {
		case v == nil:
		case v.Kind == value.String && w.scripts && scriptKeys[k] && v.View != nil:
			shell.Commands(w.u, v.View)
		case (k == "env" || k == "environment" || k == "variables") && n.Kind == value.Object:
			w.environment(v)
			w.node(v, k)
		default:
			w.node(v, k)
		}
	}
}

// environment keeps variables: an object of them, a list of NAME=value, or a
// list of objects with name and value.
func (w *walker) environment(n *value.Node) {
	for i := range n.Entries {
		e := &n.Entries[i]
		v := e.Value
		switch {
		case v == nil || e.Spread:
		case n.Kind == value.Object && (v.Kind == value.String || v.Kind == value.Text || v.Kind == value.Number || v.Kind == value.Bool):
			assign(w.u, e.Key, e.KeySpan, v)
		case n.Kind == value.Array && v.Kind == value.String && v.View != nil:
			name, rest, found := strings.Cut(v.Str, "=")
			if found && len(v.View.Text) == len(v.Str) {
				assign(w.u, name, v.View.Span(0, len(name)), request.Text(v.View, len(v.Str)-len(rest), len(v.Str), nil))
			}
		case n.Kind == value.Array && v.Kind == value.Object:
			name, val := v.Get("name"), v.Get("value")
			if name.IsString() && val != nil {
				assign(w.u, name.Str, name.Span, val)
			}
		}
	}
}
