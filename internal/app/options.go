package app

import (
	"runtime"

	"github.com/promptglot/promptglot/internal/finding"
)

// Options are the settings that commands share, as the command line gives
// them. The zero value is every default.
type Options struct {
	Paths         []string
	StdinFilename string
	// Discover treats files that are named as if walking had found them: what
	// is no prompt is left alone. Hooks name every file that changed.
	Discover bool
	NoIgnore bool
	Jobs     int // 0: as many as there are cores

	NoCache  bool   // nothing is kept between runs
	CacheDir string // folder of what is kept; "" is the user's cache folder

	ConfigFile string
	NoConfig   bool
	Facts      []string // files of catalogue overrides
	AsOf       string   // YYYY-MM-DD, "today", "" for the catalogue's own date
	Targets    []string

	Policies          []string
	NoDefaultPolicies bool
	Level             string

	Format   string
	Outputs  []string // F=FILE
	Select   []string
	Ignore   []string
	FailOn   string // error, warning, info; "" is error
	ExitZero bool

	Baseline     string // file of known findings, which are not reported; "" for none
	ChangedSince string // git revision: only changed lines are reported; "" for all
}

func (o *Options) jobs() int {
	if o.Jobs > 0 {
		return o.Jobs
	}
	return runtime.GOMAXPROCS(0)
}

// failOn returns the least severity that gives exit status 1.
func (o *Options) failOn() (finding.Severity, error) {
	switch s := finding.Severity(o.FailOn); s {
	case "":
		return finding.Error, nil
	case finding.Error, finding.Warning, finding.Info:
		return s, nil
	}
	return "", usage("--fail-on %q: expected error, warning or info", o.FailOn)
}
