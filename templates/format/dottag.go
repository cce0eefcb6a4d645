package format

import "regexp"

// helperTag matches the tags that only dotprompt's Handlebars has, and those of
// Handlebars that no language of plain {{variables}} has.
var helperTag = regexp.MustCompile(`\{\{~?[ \t]*(?:(#?role)[ \t]+["'@\w]|(history)[ \t]*~?\}\}|(media)[ \t]+\w|(section)[ \t]+["'\w]|([#>])[ \t]*\w)`)

// HelperTag names the first tag of text that only dotprompt or Handlebars has,
// as in "{{role"; it is "" where there is none.
func HelperTag(text string) string {
	for i, name := range helperTag.FindStringSubmatch(text) {
		if i > 0 && name != "" {
			return "{{" + name
		}
	}
	return ""
}
