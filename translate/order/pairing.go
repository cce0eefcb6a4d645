package order

import (
	"slices"
	"strings"
)

// pairing checks that every call is answered by one result, right after it and
// in its place.
func (c *checker) pairing(ts []turn) {
	place := c.d.Trait("tool_result_place").Value
	for i := range ts {
		calls := only(ts[i], call)
		if len(calls) > 0 {
			answers, at := c.answers(ts, i, place)
			c.match(calls, answers, at)
		}
		if results := only(ts[i], result); len(results) > 0 {
			c.placed(ts, i, results, place)
		}
	}
}

// answers returns the results that may answer the calls of a turn: those of the
// next turn or, where results are messages of their own, of the next ones.
func (c *checker) answers(ts []turn, i int, place string) (out []piece, at string) {
	at = ts[i].pointer
	for j := i + 1; j < len(ts); j++ {
		results := only(ts[j], result)
		if len(results) == 0 || place != "message" && j > i+1 {
			break
		}
		out = append(out, results...)
	}
	return out, at
}

func (c *checker) match(calls, answers []piece, at string) {
	byID := c.trait("tool_call_id", "required")
	if !byID {
		if len(answers) != len(calls) {
			c.add("unanswered-call", at, "%d calls are followed by %d results", len(calls), len(answers))
		}
		return
	}
	for _, k := range calls {
		if !k.id.IsString() {
			switch {
			case k.id != nil:
			case !strings.HasSuffix(k.pointer, "/function_call"): // the form of 2023 has none
				c.add("call-id", k.pointer, "a call needs an id")
				if len(answers) == 0 {
					c.add("unanswered-call", k.pointer, "no result follows the call")
				}
			case len(answers) != 1 || answers[0].id != nil:
				c.add("unanswered-call", k.pointer, "%d results follow the call, and none without an id", len(answers))
			}
			continue
		}
		if n := count(answers, k.id.Str); n != 1 && !slices.ContainsFunc(answers, unknownID) {
			c.add("unanswered-call", k.pointer, "the call %s has %d results right after it", k.id.Str, n)
		}
	}
}

func unknownID(p piece) bool { return p.id != nil && !p.id.IsString() }

func count(ps []piece, id string) int {
	n := 0
	for _, p := range ps {
		if p.id.Is(id) {
			n++
		}
	}
	return n
}

// placed checks the results of a turn: each answers a call right before it, and
// they stand where the vendor wants them.
func (c *checker) placed(ts []turn, i int, results []piece, place string) {
	var calls []piece
	for j := i - 1; j >= 0; j-- {
		if ts[j].role == "assistant" {
			calls = only(ts[j], call)
			break
		}
		if place != "message" || len(only(ts[j], result)) == 0 {
			break
		}
	}
	for _, r := range results {
		switch {
		case c.trait("tool_call_id", "required") && r.id.IsString():
			if count(calls, r.id.Str) == 0 && !slices.ContainsFunc(calls, unknownID) {
				c.add("orphan-result", r.pointer, "no call %s stands right before it", r.id.Str)
			}
		case c.trait("tool_call_id", "required") && r.id == nil && ts[i].role != "tool":
			c.add("call-id", r.pointer, "a result needs the id of its call")
		case len(calls) == 0:
			c.add("orphan-result", r.pointer, "no call stands right before it")
		}
	}
	if place == "user_first" {
		first := slices.IndexFunc(ts[i].pieces, func(p piece) bool { return p.kind != result })
		last := slices.IndexFunc(ts[i].pieces, func(p piece) bool { return p.kind == result && p.pointer == results[len(results)-1].pointer })
		if first >= 0 && first < last {
			c.add("result-place", ts[i].pieces[first].pointer, "results come first in a turn")
		}
	}
	if place != "message" && ts[i].role == "assistant" {
		c.add("result-place", ts[i].pointer, "results stand in a turn of the user")
	}
}

func only(t turn, k kind) []piece {
	var out []piece
	for _, p := range t.pieces {
		if p.kind == k {
			out = append(out, p)
		}
	}
	return out
}
