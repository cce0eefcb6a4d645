package baml

import (
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/value"
)

// projectFolder is the folder that the files of a project lie below.
const projectFolder = "baml_src"

// clientFiles are the files in which projects keep their clients: the one that
// a new project has, and what else it is called.
var clientFiles = []string{"clients.baml", "client.baml", "main.baml"}

// elsewhere finds out who serves a client that another file of the project
// declares. The files of a project are one program, so that clients need no
// import; they are looked for by the names that are usual. What else the client
// says is that file's own to report.
func (r *reader) elsewhere(client string) *value.Node {
	if r.others == nil {
		r.others = map[string]string{}
		for _, folder := range r.above() {
			for _, name := range clientFiles {
				r.providers(path.Join(folder, name))
			}
		}
	}
	word := r.others[client]
	if word == "" {
		return nil
	}
	return &value.Node{Kind: value.String, Str: word}
}

// above are the folders from that of the file up to the project's own.
func (r *reader) above() []string {
	out := []string{"."}
	steps := strings.Split(path.Dir(r.path), "/")
	for i := len(steps) - 1; i > 0; i-- {
		if steps[i] == projectFolder {
			return out
		}
		out = append(out, strings.Repeat("../", len(out)))
	}
	if steps[0] != projectFolder {
		return out[:1] // no project: only what lies beside the file
	}
	return out
}

// providers notes who serves the clients of another file.
func (r *reader) providers(name string) {
	f := r.env.File(name)
	if f == nil || f.Path == r.path {
		return
	}
	other := &reader{parser: newParser(f.Whole())}
	blocks := other.parser.file()
	for i := range blocks {
		b := &blocks[i]
		if b.word != "client" {
			continue
		}
		name := other.text(b.name)
		if p := other.get(b.entries, "provider"); p.value.end > 0 && r.others[name] == "" {
			r.others[name] = other.literal(p.value)
		}
	}
}
