package request

import (
	"strings"

	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// texts reads the strings of requests as texts of a template language where
// they have tags: the file itself is plain JSON or YAML then, and every string
// a template of its own. What is broken is reported only where it has
// statements: {{ alone stands in plenty of code that is quoted in prompts.
func texts(files []*format.File, env format.Env) {
	for _, file := range files {
		lang := env.LangOf(tagged(file.Request))
		l := env.Langs.Get(lang)
		if l == nil {
			continue
		}
		used := false
		file.Request.Walk("", func(_ string, n *value.Node) {
			if !n.IsString() || n.View == nil || !strings.Contains(n.Str, "{{") && !strings.Contains(n.Str, "{%") {
				return
			}
			t, problems := format.TextNode(l, n.View)
			if len(problems) > 0 && !statements(n.Str) {
				return
			}
			file.Problems = append(file.Problems, problems...)
			if t.Kind == value.Text {
				n.Kind, n.Str, n.Text = value.Text, "", t.Text
				used = true
			}
		})
		if used {
			file.Lang = lang
		}
	}
}

func statements(s string) bool {
	return strings.Contains(s, "{%") || strings.Contains(s, "{{#") || strings.Contains(s, "{{/")
}

// tagged returns the strings below n that have tags, one after the other.
func tagged(n *value.Node) string {
	var b strings.Builder
	n.Walk("", func(_ string, n *value.Node) {
		if n.IsString() && (strings.Contains(n.Str, "{{") || strings.Contains(n.Str, "{%")) {
			b.WriteString(n.Str)
			b.WriteByte('\n')
		}
	})
	return b.String()
}
