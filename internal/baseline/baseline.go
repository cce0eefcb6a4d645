// Package baseline remembers findings that a team knows and has not mended
// yet, so that a check speaks of new ones only. What is remembered is what was
// found, not where: a finding that moves within its file, or with it, stays
// known, and one that takes the place of another is new.
//
// # The file
//
// A baseline is JSON Lines in UTF-8. The first line names the format:
//
//	{"promptglot_baseline":1}
//
// Every other line is an [Entry], sorted by file, rule, content and message,
// with a count where the same thing was found more than once:
//
//	{"file":"app/ask.yaml","rule":"PG103","content":"9f…","count":2,"message":"seed is dropped"}
//
// Lines are independent of each other, so two branches that change different
// findings merge as text does. Where a merge leaves two lines for one finding,
// the larger count holds.
package baseline

import (
	"cmp"
	"slices"
)

// An Entry is one thing that is known, and how often it is.
type Entry struct {
	// File is the path below the baseline's folder, with '/'; "" for what
	// concerns the repository as a whole.
	File string `json:"file"`
	Rule string `json:"rule"`
	// Content is the digest of what was found (Content), without its place.
	Content string `json:"content"`
	// Count is how often it was found in the file, at least 1.
	Count int `json:"count,omitempty"`
	// Message is for readers of the file; it identifies nothing.
	Message string `json:"message,omitempty"`
}

// key is what identifies an entry.
type key struct{ file, rule, content string }

func (e Entry) key() key { return key{e.File, e.Rule, e.Content} }

func compare(a, b Entry) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Content, b.Content), cmp.Compare(a.Message, b.Message))
}

// A Baseline is a set of entries: sorted, each thing once.
type Baseline struct{ Entries []Entry }

// New makes a baseline of entries that stand for one finding each, or for
// Count of them. Counts of the same thing add up.
func New(entries []Entry) *Baseline {
	return join(entries, func(a, b int) int { return a + b })
}

// join sorts entries and makes one of those with the same key. The first
// message in order stays.
func join(entries []Entry, count func(a, b int) int) *Baseline {
	entries = slices.Clone(entries)
	for i := range entries {
		entries[i].Count = max(entries[i].Count, 1)
	}
	slices.SortStableFunc(entries, compare)
	b := &Baseline{}
	for _, e := range entries {
		if n := len(b.Entries); n > 0 && b.Entries[n-1].key() == e.key() {
			b.Entries[n-1].Count = count(b.Entries[n-1].Count, e.Count)
			continue
		}
		b.Entries = append(b.Entries, e)
	}
	return b
}

// Len returns how many findings the baseline stands for.
func (b *Baseline) Len() int {
	n := 0
	for _, e := range b.Entries {
		n += e.Count
	}
	return n
}

// Files returns how many files the findings stand in.
func (b *Baseline) Files() int {
	n, last := 0, ""
	for _, e := range b.Entries { // sorted by file
		if e.File != last {
			n, last = n+1, e.File
		}
	}
	return n
}
