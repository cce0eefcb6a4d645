package format

import (
	"strings"
	"testing"
)

// A text that begins by saying who its reader is, and what is to be done, is
// written for a model; texts for people that begin alike go on otherwise.
func TestOpensKnowsPromptsFromTextsForPeople(t *testing.T) {
	for text, want := range map[string]bool{
		"You are a careful editor. Answer in one line.":                               true,
		"# Identity\n\n**You are an agent** for refunds.\n\nYour task is to decide.":  true,
		"---\nname: x\n---\n<!-- MIT -->\n# X\n\nYou are the judge. Return a number.": true,
		"{# a note #}\nYou're a research assistant. Use the tools.":                   true,
		"<role>\nYou are PXI, a helpful engineering assistant.\n</role>\nNever guess": true,
		"Act as a Linux expert. Reply with commands only.":                            true,
		"You are a helpful assistant that would talk about anything.":                 true,

		"":                                   false,
		"# Title":                            false,
		"---\nname: x\n":                     false,
		"<!-- never closed You are an agent": false,
		"You are a developer.":               false,
		"You are given an array of integers. Return the sum.":                           false,
		"You are a farmer with a field. Water it.":                                      false,
		"If you are an engineer, you should read this.":                                 false,
		"This page is about agents.\n\nYou are an agent. Answer.":                       false,
		"You are an expert in our records. Dear Ms Lee, your answer …\n\nKind regards,": false,
	} {
		if got := Opens(text); got != want {
			t.Errorf("Opens(%q) = %v", text, got)
		}
	}
}

// However much stands before the beginning, it is found, and where there is none
// the end of the text is.
func TestOpensReadsToTheFirstLineOfProse(t *testing.T) {
	const prompt = "You are an agent. Answer."
	for _, before := range []string{
		strings.Repeat("# heading\n", 1e5), strings.Repeat("<!-- c -->", 1e5), strings.Repeat("{# c #}", 1e5), strings.Repeat("---\n", 1e5),
	} {
		if !Opens(before + prompt) {
			t.Errorf("the beginning behind %.10q… is not found", before)
		}
		if Opens(before) {
			t.Errorf("%.10q… has no beginning", before)
		}
	}
}

func TestHelperTagsAreDotpromptsAndHandlebars(t *testing.T) {
	for text, want := range map[string]string{
		`a {{role "system"}}`: "{{role", `{{ role 'user' }}`: "{{role", "{{#role \"model\"}}": "{{#role", "{{history}}": "{{history", "{{~ history ~}}": "{{history",
		"{{media url=x}}": "{{media", "{{> part}}": "{{>", "{{#if a}}": "{{#",
		"{{role}}": "", "{{ history.last }}": "", "{{media}}": "", "{{a}}": "", "{# c #}": "", "role \"x\"": "",
	} {
		if got := HelperTag(text); got != want {
			t.Errorf("HelperTag(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestFoldersOfPromptsAndOfPages(t *testing.T) {
	for p, want := range map[string]string{
		"src/Prompts/x/y.md": "prompts", "a/phase_prompts/b.md": "phase_prompts", "awesome-prompts/a.md": "", "prompts.md": "", "a/b.md": "",
	} {
		if got := PromptFolder(p); got != want {
			t.Errorf("PromptFolder(%q) = %q, want %q", p, got, want)
		}
	}
	if !IsPageFolder("docs") || IsPageFolder("prompts") {
		t.Error("docs holds pages, prompts does not")
	}
}
