// Package app is what the commands do: it finds files and configuration, runs
// the pipeline from bytes to findings, and writes results. It is the only
// room, with cmd, that touches the operating system; the outside world comes
// in through App.
package app

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/promptglot/promptglot/internal/app/disk"
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/source"
)

// A Status is an exit status of the program.
type Status int

// The exit statuses.
const (
	Clean    Status = 0 // nothing to complain of
	Findings Status = 1 // findings at or above --fail-on; a translation that is refused
	Usage    Status = 2 // wrong usage, configuration or policy
	Input    Status = 3 // an input named outright could not be read, or an internal error
)

// gravity orders statuses: where several apply, the gravest is given.
var gravity = map[Status]int{Clean: 0, Findings: 1, Input: 2, Usage: 3}

// Worse returns the graver of two statuses.
func (s Status) Worse(o Status) Status {
	if gravity[o] > gravity[s] {
		return o
	}
	return s
}

// App is the world that a command runs in.
type App struct {
	FS     disk.FS
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	// Now is the clock. It is asked for --as-of today, and to tell whether a file has
	// changed so lately that another change might not show; without it the cache
	// reads every file.
	Now func() time.Time
	// Env tells where caches are: the program's own and that of Hugging Face.
	// nil is an environment without variables.
	Env     func(name string) string
	Version string
	// Program tells this build of the program from any other; nothing that comes
	// of files is kept between runs where it is empty.
	Program []byte
	Color   bool // stdout takes colours
	// Progress is true where stderr is a terminal that a bar can be drawn on.
	Progress bool
	Width    int  // columns of the terminal; 0 where there is none
	Quiet    bool // nothing on stderr but errors
	Verbose  bool

	mu sync.Mutex // guards Stderr
}

// Nearest returns the names that a mistyped word may stand for.
func Nearest(word string, names []string) []string { return catalog.Similar(word, names) }

// CatalogDate is the day for which the built-in catalogue holds.
func CatalogDate() string { return catalog.AsOf() }

// A failure is an error that ends a command, with the status it ends with.
type failure struct {
	status Status
	err    error
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// usage returns an error of status Usage.
func usage(format string, args ...any) error {
	return &failure{Usage, fmt.Errorf(format, args...)}
}

// input returns an error of status Input.
func input(format string, args ...any) error {
	return &failure{Input, fmt.Errorf(format, args...)}
}

// Fail reports err on stderr and returns the status it stands for. An error
// that says nothing else is one of usage: everything that can go wrong with
// input is marked as such where it happens.
func (a *App) Fail(err error) Status {
	status := Usage
	var f *failure
	if errors.As(err, &f) {
		status = f.status
	}
	a.say(err.Error())
	return status
}

// say writes a message on stderr, a line at a time, without credentials.
func (a *App) say(message string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for line := range strings.Lines(source.Redact(message)) {
		fmt.Fprintf(a.Stderr, "promptglot: %s\n", strings.TrimRight(line, "\n"))
	}
}

// note says something that is no error.
func (a *App) note(format string, args ...any) {
	if !a.Quiet {
		a.say(fmt.Sprintf(format, args...))
	}
}

// detail says something that only who asks for it wants to know.
func (a *App) detail(format string, args ...any) {
	if a.Verbose {
		a.say(fmt.Sprintf(format, args...))
	}
}
