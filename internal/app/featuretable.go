package app

import (
	"fmt"
	"io"
	"strings"

	"github.com/promptglot/promptglot/internal/matrix"
	"github.com/promptglot/promptglot/translate"
)

// signs stand for outcomes where there is no room for words.
var signs = map[translate.Outcome]string{
	translate.Exact: "=", translate.Approximate: "~", translate.Emulated: "e",
	translate.Added: "+", translate.Dropped: "-", translate.Refused: "x",
}

const legend = "= exact  ~ approximate  e emulated  + added by the writer  - dropped  x refused  ? possibly"

// sign returns the sign of a cell, with a question mark for what only the run
// decides.
func sign(c *matrix.Cell) string {
	if c.Certainty == translate.Possible {
		return signs[c.Outcome] + "?"
	}
	return signs[c.Outcome]
}

// writeList prints what one target makes of the features, with the reason and
// where it is from.
func writeList(w io.Writer, rows []matrix.Row) error {
	t := &table{}
	t.row("FEATURE", "OUTCOME", "AS OF", "WHY")
	for i := range rows {
		c := &rows[i].Cells[0]
		outcome := string(c.Outcome)
		if c.Certainty == translate.Possible {
			outcome += "?"
		}
		t.row(rows[i].Label(), outcome, c.AsOf, strings.TrimSpace(c.Message+" ["+c.Source+"]"))
	}
	return t.write(w)
}

// writeMatrix prints a sign for every feature and target. The targets stand
// above their columns one below the other: their names are long and many.
func writeMatrix(w io.Writer, rows []matrix.Row, targets []translate.Target) error {
	var b strings.Builder
	for i, t := range targets {
		fmt.Fprintf(&b, "%2d  %s\n", i+1, t)
	}
	fmt.Fprintf(&b, "\n%s\n\n", legend)
	t := &table{}
	head := []string{"FEATURE"}
	for i := range targets {
		head = append(head, fmt.Sprint(i+1))
	}
	t.row(head...)
	for i := range rows {
		line := []string{rows[i].Label()}
		for k := range rows[i].Cells {
			line = append(line, sign(&rows[i].Cells[k]))
		}
		t.row(line...)
	}
	if err := t.write(&b); err != nil {
		return err
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// markdownMatrix is the matrix as a page shows it, a table for each group of
// features.
func markdownMatrix(rows []matrix.Row, targets []translate.Target) string {
	var b strings.Builder
	for i, t := range targets {
		fmt.Fprintf(&b, "%d. `%s`\n", i+1, t)
	}
	fmt.Fprintf(&b, "\n`%s`\n", legend)
	group := ""
	for i := range rows {
		if g := rows[i].Feature.Group; g != group {
			group = g
			fmt.Fprintf(&b, "\n**%s**\n\n| feature |", group)
			for k := range targets {
				fmt.Fprintf(&b, " %d |", k+1)
			}
			b.WriteString("\n|---|" + strings.Repeat(":-:|", len(targets)) + "\n")
		}
		label := "`" + rows[i].Feature.ID + "`"
		if rows[i].Probe != "" {
			label += " " + rows[i].Probe
		}
		fmt.Fprintf(&b, "| %s |", label)
		for k := range rows[i].Cells {
			fmt.Fprintf(&b, " %s |", sign(&rows[i].Cells[k]))
		}
		b.WriteByte('\n')
	}
	return b.String()
}
