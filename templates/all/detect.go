package all

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/promptglot/promptglot/templates"
)

// Confidence tells how sure a detection is.
type Confidence uint8

// The degrees of confidence.
const (
	None    Confidence = iota // no template syntax
	VarOnly                   // only {{name}}, which every language reads alike
	Likely                    // syntax of one language, and some that is not its own
	Certain                   // syntax of one language, and hardly any that is not its own
)

// A Detection says what language a text is in.
type Detection struct {
	Language   templates.Language // nil where Confidence is None or VarOnly
	Confidence Confidence
	Why        string // the first piece of evidence, or why there is none
}

// evidence says how a text shows that it is in one language. Each language has
// a file of its own here, evidence_<language>.go, and a line in evidences.
type evidence struct {
	lang string
	// needs are strings of which a text in the language has one, at the least.
	// They are what makes most texts cheap to pass over.
	needs []string
	// sure finds what only this language has, statements above all; likely what
	// can be mere text or another language's. Either may be nil.
	sure, likely finder
	// includes are languages whose syntax is part of this one: once it has a
	// mark of its own, theirs count for it and not against it.
	includes []string
}

// A finder counts marks of a language, up to a bound, and returns the first.
type finder func(src string) (n int, first string)

// maxMarks bounds how many marks are counted: more would not change a verdict.
const maxMarks = 50

// matches finds what an expression matches. RE2 is linear.
func matches(pattern string) finder {
	re := regexp.MustCompile(pattern)
	return func(src string) (int, string) {
		m := re.FindAllString(src, maxMarks)
		if len(m) == 0 {
			return 0, ""
		}
		return len(m), strings.TrimSpace(m[0])
	}
}

// evidences has one line per language. Between languages that have equally many
// marks, and equally many sure ones, the first is taken.
var evidences = []evidence{
	jinjaEvidence,
	handlebarsEvidence,
	mustacheEvidence,
	liquidEvidence,
	goEvidence,
	semanticKernelEvidence,
	fStringEvidence,
}

// bare is a variable and nothing else.
var bare = regexp.MustCompile(`\{\{[{&]?\s*[\w.-]+\s*\}?\}\}`)

// marks are what was found of one language.
type marks struct {
	lang  string
	sure  int
	own   int // sure ones and likely ones
	total int // with those of included languages
	first string
}

// Detect tells the language of src by its syntax. A text with nothing but
// {{name}} is VarOnly: all languages read it alike, apart from HTML escapes.
func Detect(src string) Detection {
	found := make([]marks, 0, 4)
	all := 0
	for i := range evidences {
		if m := evidences[i].find(src); m.own > 0 {
			found = append(found, m)
			all += m.own
		}
	}
	if len(found) == 0 {
		if bare.MatchString(src) {
			return Detection{Confidence: VarOnly, Why: "only variables; every language reads them alike"}
		}
		return Detection{Why: "no template syntax"}
	}
	best := marks{}
	for _, m := range found {
		for _, other := range found {
			if includes(m.lang, other.lang) {
				m.total += other.own
			}
		}
		if m.total > best.total || m.total == best.total && m.sure > best.sure {
			best = m
		}
	}
	d := Detection{
		Language: ByID(best.lang), Confidence: Likely,
		Why: fmt.Sprintf("%s is %s syntax", best.first, best.lang),
	}
	if rivals := all - best.total; rivals == 0 || best.sure > rivals {
		d.Confidence = Certain
	}
	return d
}

// find counts the marks of a language in src.
func (e *evidence) find(src string) marks {
	m := marks{lang: e.lang}
	some := false
	for _, s := range e.needs {
		some = some || strings.Contains(src, s)
	}
	if !some {
		return m
	}
	if e.sure != nil {
		m.sure, m.first = e.sure(src)
	}
	m.own = m.sure
	if e.likely != nil {
		n, first := e.likely(src)
		if m.own += n; m.sure == 0 {
			m.first = first
		}
	}
	m.total = m.own
	return m
}

// includes reports whether the syntax of the language part is syntax of lang.
func includes(lang, part string) bool {
	for i := range evidences {
		if evidences[i].lang != lang {
			continue
		}
		for _, id := range evidences[i].includes {
			if id == part {
				return true
			}
		}
	}
	return false
}
