// Command promptglot reads any vendor's prompt, says what ties it to that
// vendor, lets policies judge it and writes it for other vendors.
package main

import (
	"os"
	"time"

	"github.com/promptglot/promptglot/internal/app/disk"
)

func main() {
	c := &Command{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		FS: disk.OS{}, Env: os.Getenv, Now: time.Now, Terminal: isTerminal(os.Stdout), Watched: isTerminal(os.Stderr),
	}
	os.Exit(c.Main(os.Args[1:]))
}

// isTerminal reports whether f is a terminal, as far as that can be told
// without asking the operating system in its own words: the null device passes
// too, where colours hurt nobody.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
