package doctest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
)

// docs/chat-templates.md lists the chat templates of the catalogue.
func TestChatTemplatesAreFresh(t *testing.T) {
	var b strings.Builder
	b.WriteString("| template | other names | models | system text | tools | what to know | source | as of |\n|---|---|---|---|---|---|---|---|\n")
	places := map[string]string{
		"turn": "a turn", "first-user": "before the first user's", "last-user": "before the last user's", "start": "before all turns",
	}
	for _, x := range catalog.Default().ChatTemplates() {
		tools := "no"
		switch {
		case x.Tools == nil:
		case x.Tools.Place == "":
			tools = "calls and results"
		default:
			tools = "yes"
		}
		note := x.Note
		if note == "" {
			note = "–"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s | [%s](%s) | %s |\n",
			x.ID, codes(x.Aliases), x.Models, places[x.System], tools, strings.NewReplacer("<", "&lt;", "|", "\\|").Replace(note), host(x.Source), x.Source, x.AsOf)
	}
	section(t, "docs/chat-templates.md", "chat templates", b.String())
}
