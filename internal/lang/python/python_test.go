package python

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/promptglot/promptglot/internal/lang/langtest"
)

// Whoever puts a program into testdata gets it compared with what is found.
func TestProgramsSayWhatIsWrittenBesideThem(t *testing.T) {
	langtest.Fixtures(t, Language{}, ".py")
}

func TestHostileProgramsAreReadInLinearTime(t *testing.T) {
	for name, text := range langtest.Hostile(100_000) {
		t.Run(name, func(t *testing.T) { langtest.Laws(t, Language{}, text) })
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.py")
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	for _, text := range langtest.Hostile(40) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { langtest.Laws(t, Language{}, text) })
}
