// Command importer builds the catalogue's model table from public fact tables.
//
//	go run ./internal/catalog/importer -facts ../shared/facts
//
// The same inputs give the same bytes. Figures, flags and dates are taken,
// never prose. Where two tables speak of one thing the order of preference is
// the one given at each merge (see merge.go); a flag on which they disagree is
// written as disputed, with both names.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	facts := flag.String("facts", "", "folder that holds tables/ and models_from_sdks.json")
	corrections := flag.String("corrections", "internal/catalog/data/corrections.json", "hand-checked facts that win over every table")
	out := flag.String("o", "internal/catalog/data/models.tsv", "table to write")
	flag.Parse()
	if err := run(*facts, *corrections, *out); err != nil {
		fmt.Fprintln(os.Stderr, "importer:", err)
		os.Exit(1)
	}
}

func run(facts, corrections, out string) error {
	if facts == "" {
		return fmt.Errorf("no -facts folder given")
	}
	fix, err := os.ReadFile(corrections)
	if err != nil {
		return err
	}
	b, err := build(os.DirFS(facts), fix)
	if err != nil {
		return err
	}
	return os.WriteFile(out, b, 0o644)
}
