package html

import "slices"

// decisions are those of one kind, as the page shows them.
type decisions struct {
	Title  string
	List   []Decision
	Places int
}

// titles say what the kinds of decisions are about.
var titles = map[string]string{
	"refused": "What cannot be had at a target", "context": "What does not fit the context", "cannot-be-moved": "What no rewriting moves",
	"loss": "What is dropped, and nobody has accepted", "built-in-tools": "Tools that the vendor runs", "media": "Images, audio and files",
	"retired-model": "Models that are gone or go soon", "model-map": "Which model takes the place of which", "max-tokens": "Limits of the answer",
	"code": "Calls to be changed by hand", "note": "What edits leave to a person",
}

// grouped puts decisions of one kind together, in the order of the kinds.
func grouped(list []Decision) []decisions {
	var out []decisions
	for _, d := range list {
		title := titles[d.Kind]
		if title == "" {
			title = d.Kind
		}
		i := slices.IndexFunc(out, func(g decisions) bool { return g.Title == title })
		if i < 0 {
			i = len(out)
			out = append(out, decisions{Title: title})
		}
		out[i].List = append(out[i].List, d)
		out[i].Places += len(d.Places)
	}
	return out
}
