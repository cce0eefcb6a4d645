package text

import (
	"regexp"
	"slices"
	"strings"
)

// A Section is the opening tag of a section of a prompt in XML-like tags.
type Section struct{ Start, End int }

var (
	anyTag = regexp.MustCompile(`</?[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*(?:\s[^<>\n]*)?/?>`)
	opener = regexp.MustCompile(`^<[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*>$`)
)

// Names of HTML, which are markup and no sections. Those of mixed are words
// that prompts use too: they are sections in a text without other HTML.
var (
	htmlNames = strings.Fields(`a abbr address area aside audio b base bdi bdo blockquote body br button canvas caption cite col colgroup
		datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html
		i iframe img input ins kbd label legend li link main map mark math menu meta meter nav noscript object ol optgroup option p picture
		pre progress q rp rt ruby s samp script select slot small span strong style sub sup svg table tbody td template textarea tfoot th
		thead tr track tt u ul var video wbr`)
	mixedNames = strings.Fields(`article code content data output param search section source summary time title`)
	// What other patterns speak of.
	otherNames = strings.Fields(`think image function_calls function_results invoke tool_call tool_response tools_available tool_description
		start_of_turn end_of_turn bos eos`)
)

// Sections returns the outermost sections of s: a tag at the start of a line,
// without attributes, that is closed further down and is no part of other
// markup. code holds the ranges that
// are code.
func Sections(s string, code func() [][2]int) []Section {
	if !strings.Contains(s, "</") {
		return nil
	}
	if code != nil {
		s = blank(s, code())
	}
	tags := anyTag.FindAllStringIndex(s, -1)
	closes := map[string][]int{} // name → offsets behind its closing tags
	html := false
	for _, t := range tags {
		name := nameOf(s[t[0]:t[1]])
		html = html || slices.Contains(htmlNames, name)
		if s[t[0]+1] == '/' {
			closes[name] = append(closes[name], t[1])
		}
	}
	var out []Section
	until := 0
	for _, t := range tags {
		if t[0] < until || s[t[0]+1] == '/' {
			continue
		}
		name := nameOf(s[t[0]:t[1]])
		ends := closes[name]
		i, _ := slices.BinarySearch(ends, t[1])
		if i == len(ends) {
			continue
		}
		body := s[t[1] : ends[i]-len("</>")-len(name)]
		if section(name, html) && opener.MatchString(s[t[0]:t[1]]) && lineStart(s, t[0]) && strings.TrimSpace(body) != "" {
			out = append(out, Section{t[0], t[1]})
			until = ends[i]
		} else {
			until = ends[i] // what stands inside of markup is markup
		}
	}
	return out
}

// section reports whether name may be that of a section.
func section(name string, html bool) bool {
	return !slices.Contains(htmlNames, name) && !slices.Contains(otherNames, name) && !(html && slices.Contains(mixedNames, name))
}

func nameOf(tag string) string {
	name := strings.TrimLeft(tag, "</")
	if i := strings.IndexAny(name, " \t\r\n/>"); i >= 0 {
		name = name[:i]
	}
	return name
}

// lineStart reports whether nothing but white space and a list's mark stands
// before at on its line. Deeper indentation is that of code.
func lineStart(s string, at int) bool {
	blank := 0
	for at > 0 && strings.IndexByte(" \t-*", s[at-1]) >= 0 {
		at--
		blank++
		if s[at] == '\t' {
			blank += 3
		}
		if s[at] == '-' || s[at] == '*' {
			blank = 0
		}
	}
	return blank < 4 && (at == 0 || s[at-1] == '\n')
}
