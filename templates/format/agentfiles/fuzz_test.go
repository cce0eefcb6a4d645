package agentfiles

import (
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/handlebars"
	"github.com/promptglot/promptglot/templates/mustache"
)

// Reading takes any bytes: what is wrong is a problem with a place.
func FuzzRead(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	env := format.Env{Langs: format.Langs{handlebars.Language{}, mustache.Language{}}}
	f.Fuzz(func(t *testing.T, s string) {
		for _, name := range []string{"SKILL.md", ".gemini/commands/x.toml"} {
			for _, file := range (Format{}).Read(source.FromString(name, s), env) {
				for _, p := range file.Problems {
					if p.Message == "" || p.Span.End > len(s) {
						t.Errorf("a problem without words or place: %+v", p)
					}
				}
				if v := file.Body; v != nil && v.Span(0, len(v.Text)).End > len(s) {
					t.Errorf("the body ends behind the file")
				}
			}
		}
	})
}

var seeds = []string{
	"---\nname: a\nmodel: [b]\ntools: [c, 1]\n---\nDo $ARGUMENTS[0] and \\$1 ${CLAUDE_SKILL_DIR}\n",
	"---\nglobs: *.go\nmodel: {a: b}\n\nno end $0", "---\r\n\t: x\r\n---\r\n\xff", "\ufeff---\n---\n",
	"prompt = \"\"\"\na \\\n  b \\u00e9 \\x{{args}}\"\"\"\"\n[t]\n", "prompt = 'a'\nprompt = '''\nb", "\"prompt\"=\"\\",
}
