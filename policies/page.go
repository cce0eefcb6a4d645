package policies

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// Page is the documentation of a rule in Markdown, from its METADATA.
func (r Rule) Page() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "<!-- Made from policies/%s by `go test ./policies -update`. -->\n\n", r.File)
	fmt.Fprintf(&b, "# %s: %s\n\n", r.ID, r.Title)
	fmt.Fprintf(&b, "severity **%s** · level **%s** · pack **%s**\n\n%s\n", r.Severity, r.Level, r.Pack, r.Description)
	if r.Pending != "" {
		fmt.Fprintf(&b, "\n**Not reported yet:** %s\n", r.Pending)
	}
	section(&b, "Why it matters", r.Why)
	section(&b, "What to do", r.Fix)
	if r.NeedsSetting != "" {
		fmt.Fprintf(&b, "\nThe rule is on where `%s` is set.\n", r.NeedsSetting)
	}
	if r.InTest != "" {
		fmt.Fprintf(&b, "\nOf test code it speaks from the level **%s** on.\n", r.InTest)
	}
	if r.Unwaivable {
		b.WriteString("\nNo comment, waiver or ignore suppresses it.\n")
	}
	if len(r.Params) > 0 {
		b.WriteString("\n## Settings\n\n| name | default | |\n|---|---|---|\n")
		for _, p := range r.Params {
			fmt.Fprintf(&b, "| `%s` | `%v` | %s |\n", p.Name, p.Default, p.Description)
		}
	}
	for _, e := range r.Examples {
		title := "Reported"
		if e.Verdict == "passing" {
			title = "Not reported"
		}
		fmt.Fprintf(&b, "\n## %s\n\n`%s`", title, e.File)
		if len(e.Targets) > 0 {
			fmt.Fprintf(&b, " with `--target %s`", strings.Join(e.Targets, " --target "))
		}
		if e.AsOf != "" {
			fmt.Fprintf(&b, " on %s", e.AsOf)
		}
		b.WriteString("\n\n")
		block(&b, e.File, e.Text)
		for _, name := range slices.Sorted(maps.Keys(e.Others)) {
			fmt.Fprintf(&b, "\nbeside it `%s`\n\n", name)
			block(&b, name, e.Others[name])
		}
		if e.Words > 0 {
			fmt.Fprintf(&b, "\n`…` stands for %d words.\n", e.Words)
		}
		if e.Note != "" {
			fmt.Fprintf(&b, "\n%s\n", e.Note)
		}
	}
	if len(r.Related) > 0 {
		b.WriteString("\n## Further reading\n\n")
		for _, l := range r.Related {
			fmt.Fprintf(&b, "- [%s](%s)\n", l.Description, l.URL)
		}
	}
	return []byte(b.String())
}

func section(b *strings.Builder, title, text string) {
	if text != "" {
		fmt.Fprintf(b, "\n## %s\n\n%s\n", title, text)
	}
}

// block writes a file's text.
func block(b *strings.Builder, file, text string) {
	fmt.Fprintf(b, "%s%s\n%s\n%s\n", fence(text), fenceName(file), strings.TrimRight(text, "\n"), fence(text))
}

// fence is long enough to hold what it encloses.
func fence(text string) string {
	f := "```"
	for strings.Contains(text, f) {
		f += "`"
	}
	return f
}

func fenceName(file string) string {
	switch path.Ext(file) {
	case ".json", ".yaml", ".toml":
		return path.Ext(file)[1:]
	case ".yml", ".prompty":
		return "yaml"
	case ".lock":
		return "json"
	case ".py":
		return "python"
	case ".md":
		return "markdown"
	}
	return ""
}

// IndexPage lists rules in Markdown, by pack.
func IndexPage(rules []Rule) []byte {
	var b strings.Builder
	b.WriteString("<!-- Made by `go test ./policies -update`. -->\n\n# Rules\n\n")
	b.WriteString("`minimal` reports what breaks a request, `recommended` (the default) what changes an answer or is about to break as well, `strict` everything worth knowing. ")
	b.WriteString("Every rule can be graded otherwise or switched off in `promptglot.yaml`.\n")
	pack := ""
	for _, r := range rules {
		if r.Pack != pack {
			pack = r.Pack
			fmt.Fprintf(&b, "\n## %s\n\n| rule | | severity | level |\n|---|---|---|---|\n", pack)
		}
		fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s | %s |\n", r.ID, r.ID, r.Title, r.Severity, r.Level)
	}
	return []byte(b.String())
}

// InputTable is the reference of a policy's input in Markdown.
func InputTable() []byte {
	var b strings.Builder
	in := inputShape()
	b.WriteString("| field | type | |\n|---|---|---|\n")
	var fact *shape
	for _, f := range in.fields {
		fmt.Fprintf(&b, "| `input.%s` | %s%s | %s |\n", f.name, f.shape.typeName(), f.mayBeAbsent(), f.doc)
		switch f.name {
		case "collected":
			f.shape.elem.elem.rows(&b, "input.collected[id][i]")
		case "prompts":
			f.shape.elem.rows(&b, "input.prompts[i]")
		}
		if f.name == "facts" {
			for _, k := range f.shape.fields {
				fmt.Fprintf(&b, "| `input.facts.%s[key][i]` | a fact | %s |\n", k.name, k.doc)
				fact = k.shape.elem.elem
			}
		}
	}
	b.WriteString("\nA fact `f`:\n\n| field | type | |\n|---|---|---|\n")
	fact.rows(&b, "f")
	return []byte(b.String())
}

func (s *shape) rows(b *strings.Builder, path string) {
	for _, f := range s.fields {
		fmt.Fprintf(b, "| `%s.%s` | %s%s | %s |\n", path, f.name, f.shape.typeName(), f.mayBeAbsent(), f.doc)
		under := f.shape
		step := "." + f.name
		if under.kind == list {
			under, step = under.elem, step+"[i]"
		}
		if under.kind == object {
			under.rows(b, path+step)
		}
	}
}

func (f field) mayBeAbsent() string {
	if f.optional {
		return ", may be absent"
	}
	return ""
}

func (s *shape) typeName() string {
	name := map[shapeKind]string{
		text: "string", integer: "integer", number: "number", boolean: "boolean",
		object: "object", list: "list", mapping: "object", anything: "any",
	}[s.kind]
	if s.kind == list && s.elem.kind == text {
		name = "list of strings"
	}
	if s.nullable {
		name += " or null"
	}
	return name
}
