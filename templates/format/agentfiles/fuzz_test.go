package agentfiles

import (
	"testing"

	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/handlebars"
	"github.com/promptglot/promptglot/templates/internal/formattest"
	"github.com/promptglot/promptglot/templates/mustache"
)

// Reading takes any bytes: what is wrong is a problem with a place.
func FuzzRead(f *testing.F) {
	formattest.Fuzz(f, Format{}, format.Langs{handlebars.Language{}, mustache.Language{}}, seeds, []string{"SKILL.md", ".gemini/commands/x.toml"}, nil)
}

var seeds = []string{
	"---\nname: a\nmodel: [b]\ntools: [c, 1]\n---\nDo $ARGUMENTS[0] and \\$1 ${CLAUDE_SKILL_DIR}\n",
	"---\nglobs: *.go\nmodel: {a: b}\n\nno end $0", "---\r\n\t: x\r\n---\r\n\xff", "\ufeff---\n---\n",
	"prompt = \"\"\"\na \\\n  b \\u00e9 \\x{{args}}\"\"\"\"\n[t]\n", "prompt = 'a'\nprompt = '''\nb", "\"prompt\"=\"\\",
}
