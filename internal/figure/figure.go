// Package figure writes numbers for people: one spelling in tables, plans and
// pages. Machine-readable output (JSON, CSV) holds the numbers themselves.
package figure

import (
	"math"
	"strconv"
	"strings"
)

// Count writes a number with commas between thousands: 1,234,567.
func Count(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Of writes how many there are of something: "1 file", "1204 files". There is no
// comma in it: scripts read summary lines.
func Of(n int, one, many string) string { return strconv.Itoa(n) + " " + Noun(n, one, many) }

// Plural is Of for a word whose plural ends in s.
func Plural(n int, word string) string { return Of(n, word, word+"s") }

// Noun is the word that stands beside n.
func Noun(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Amount writes an amount of money without a sign of its currency: to the cent,
// what is less than one to the hundredth of that, what is less than a cent to the
// millionth.
func Amount(v float64) string {
	digits := 2
	switch size := math.Abs(v); {
	case size != 0 && size < 0.01:
		digits = 6
	case size != 0 && size < 1:
		digits = 4
	}
	whole, rest, _ := strings.Cut(strconv.FormatFloat(v, 'f', digits, 64), ".")
	if n, err := strconv.Atoi(whole); err == nil && n != 0 {
		whole = Count(n)
	}
	return whole + "." + rest
}

// USD writes dollars as Amount does, with their sign, for text that has no
// column whose head says what the amounts are: "$0", "$0.002100", "$1,204.50", and
// "under $0.000001" rather than an amount that looks like nothing.
func USD(v float64) string {
	const least = 0.000001
	switch {
	case v == 0:
		return "$0"
	case math.Abs(v) < least:
		return "under $" + Amount(least)
	case v < 0:
		return "-$" + Amount(-v)
	}
	return "$" + Amount(v)
}
