package sarif

import (
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
)

// fixes adds the fixes of f that can be applied. The standard has no word for
// a fix that is only to be read: those go into the property bag, where no
// viewer offers to apply them.
func (b *builder) fixes(res *result, f *finding.Finding) {
	var suggestions []string
	for _, fx := range f.Fixes {
		if fx.Applicability == "display" || len(fx.Edits) == 0 {
			if fx.Message != "" {
				suggestions = append(suggestions, fx.Message)
			}
			continue
		}
		description := fx.Message
		if description == "" {
			description = "Apply the fix"
		}
		if fx.Applicability == "unsafe" {
			description += " (unsafe: review the result)"
		}
		res.Fixes = append(res.Fixes, fix{
			Description:     text{Text: description},
			ArtifactChanges: b.changes(fx.Edits),
			Properties:      map[string]any{"applicability": fx.Applicability},
		})
	}
	if len(suggestions) > 0 {
		res.Properties["suggestions"] = suggestions
	}
}

// changes groups edits by file, in the order in which files first occur.
func (b *builder) changes(edits []fact.Edit) []artifactChange {
	var out []artifactChange
	index := map[string]int{}
	for _, e := range edits {
		i, ok := index[e.File]
		if !ok {
			i = len(out)
			index[e.File] = i
			out = append(out, artifactChange{ArtifactLocation: b.artifact(e.File)})
		}
		out[i].Replacements = append(out[i].Replacements, replacement{
			DeletedRegion: regionOf(e.Start, e.End), InsertedContent: text{Text: e.Text}})
	}
	return out
}
