package rewrite

import "strings"

// hosts are the languages that calls are written in, by the id of the language.
var hosts = map[string]*host{
	"python": python, "typescript": typescript, "javascript": typescript, "go": golang, "java": java, "kotlin": kotlin, "csharp": csharp,
}

// address writes a template of the catalogue, in which {env.NAME} and
// {env.NAME|otherwise} stand for variables of the environment, as an expression.
func (h *host) address(template string) string {
	var parts []string
	for template != "" {
		before, rest, ok := strings.Cut(template, "{env.")
		if before != "" {
			parts = append(parts, h.text(before))
		}
		if !ok {
			break
		}
		name, after, _ := strings.Cut(rest, "}")
		name, otherwise, _ := strings.Cut(name, "|")
		x := h.env(name, otherwise)
		if otherwise != "" && (len(parts) > 0 || after != "") {
			x = guarded(x)
		}
		parts = append(parts, x)
		template = after
	}
	return strings.Join(parts, h.plus)
}
