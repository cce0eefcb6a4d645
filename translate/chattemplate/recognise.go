package chattemplate

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
)

// recognise finds the template that a text is written in: the one of which most
// of the text is frames. score is 0 where no template fits.
func recognise(all []catalog.ChatTemplate, text string) (best *catalog.ChatTemplate, score int) {
	for i := range all {
		if s := fitness(&all[i], text); s > score {
			best, score = &all[i], s
		}
	}
	return best, score
}

// fitness is how many bytes of the text are openings, closings and other frames
// of t, 0 where an opening of a turn does not occur. Templates without special
// tokens (USER: …) need the beginning of an answer as well, for their words
// occur in ordinary text.
func fitness(t *catalog.ChatTemplate, text string) int {
	turns := 0
	for _, role := range []string{"user", "assistant", "system"} {
		if f, ok := t.Turns[role]; ok && distinct(f.Open) {
			turns += strings.Count(text, f.Open) * len(f.Open)
			if distinct(f.Close) {
				turns += strings.Count(text, f.Close) * len(f.Close)
			}
		}
	}
	if turns == 0 {
		return 0
	}
	begins := t.BOS != "" && strings.HasPrefix(text, t.BOS)
	if !special(t) && !(strings.Contains(text, t.Turns["user"].Open) && strings.Contains(text, strings.TrimSpace(t.Turns["assistant"].Open))) {
		return 0
	}
	if begins {
		turns += len(t.BOS)
	}
	if f := t.SystemFrame.Open; t.System != "turn" && distinct(f) {
		turns += strings.Count(text, f) * len(f)
	}
	if d := t.Tools; d != nil {
		for _, s := range []string{d.Open, d.Calls.Open, head(d.Results.Open, d.Results.Item)} {
			if distinct(s) {
				turns += strings.Count(text, s) * len(s)
			}
		}
	}
	for _, tok := range t.Tokens {
		if strings.Contains(text, tok) {
			turns++ // a token of this template's own tells it from its likes
		}
	}
	return turns
}

// distinct reports whether a frame is more than white space.
func distinct(s string) bool { return strings.TrimSpace(s) != "" }

// special reports whether the turns of a template begin with tokens that no
// ordinary text holds.
func special(t *catalog.ChatTemplate) bool { return strings.ContainsAny(t.Turns["user"].Open, "<[") }
