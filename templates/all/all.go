// Package all knows every template language.
package all

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/promptglot/promptglot/templates"
)

// Languages returns the template languages in the order of their ids.
func Languages() []templates.Language {
	return append([]templates.Language(nil), languages...)
}

// ByID returns the language of that name or of its usual alias, or nil.
func ByID(id string) templates.Language {
	switch id = strings.ToLower(id); id {
	case "jinja2", "nunjucks", "minijinja":
		id = "jinja"
	case "hbs":
		id = "handlebars"
	}
	for _, l := range languages {
		if l.ID() == id {
			return l
		}
	}
	return nil
}

// Confidence tells how sure a detection is.
type Confidence uint8

// The degrees of confidence.
const (
	None    Confidence = iota // no template syntax
	VarOnly                   // only {{name}}, which every language reads alike
	Likely                    // syntax of one language, and some that is not its own
	Certain                   // syntax of one language only
)

// A Detection says what language a text is in.
type Detection struct {
	Language   templates.Language // nil where Confidence is None or VarOnly
	Confidence Confidence
	Why        string // the first piece of evidence, or why there is none
}

// Evidence of one language. Each expression is RE2 and so linear.
var (
	jinjaTags   = regexp.MustCompile(`\{%[-+]?\s*[a-z]\w*|\{#`)
	jinjaHoles  = regexp.MustCompile(`\{\{-?[^{}]*?(?:\s\|\s|\w\[\d|\w\['|\w\("?|\sif\s|\|\s*\w+\s*[}(])`)
	barTags     = regexp.MustCompile(`\{\{~|~\}\}|\{\{#(?:if|each|unless|with)\s|\{\{\s*else\b|\{\{[#{]?\s*(?:\.\./|@\w+|this\b|(?:role|media|json|lookup)\s)|\{\{#\w+\s+[^}\s]|\{\{\{\{|\{\{!--`)
	mustacheTag = regexp.MustCompile(`\{\{[#^$<]\s*[\w.]+\s*\}\}|\{\{=\S|\{\{\s*\.\s*\}\}`)
	bare        = regexp.MustCompile(`\{\{[{&]?\s*[\w.-]+\s*\}?\}\}`)
)

// Detect tells the language of src by its syntax. A text with nothing but
// {{name}} is VarOnly: all languages read it alike, apart from HTML escapes.
func Detect(src string) Detection {
	count := func(re *regexp.Regexp) (int, string) {
		m := re.FindAllString(src, 50)
		if len(m) == 0 {
			return 0, ""
		}
		return len(m), m[0]
	}
	nt, tag := count(jinjaTags)
	if !strings.Contains(src, "%}") && !strings.Contains(src, "#}") {
		nt = 0
	}
	nh, hole := count(jinjaHoles)
	nb, bars := count(barTags)
	nm, section := count(mustacheTag)
	switch {
	case nt+nh > 0 && nt+nh >= nb:
		if nt == 0 {
			tag = hole
		}
		return found("jinja", tag, nb == 0 || nt > 0 && nb < nt)
	case nb > 0:
		return found("handlebars", bars, nt+nh == 0)
	case nm > 0:
		return found("mustache", section, true)
	case bare.MatchString(src):
		return Detection{Confidence: VarOnly, Why: "only variables; every language reads them alike"}
	}
	return Detection{Why: "no template syntax"}
}

func found(id, evidence string, sure bool) Detection {
	c := Likely
	if sure {
		c = Certain
	}
	return Detection{Language: ByID(id), Confidence: c, Why: fmt.Sprintf("%s is %s syntax", strings.TrimSpace(evidence), id)}
}
