package journal_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/promptglot/promptglot/internal/app/disk"
	"github.com/promptglot/promptglot/internal/migrate/journal"
)

var kills = flag.Int("kills", 10, "how often a writing process is killed at a random moment")

// tree is what a folder holds: permissions and bytes by name.
type tree map[string]string

func lookAt(t *testing.T, dir string) tree {
	t.Helper()
	out := tree{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		out[filepath.ToSlash(rel)] = fmt.Sprintf("%v %s", info.Mode(), data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// lay writes n files and returns a run that changes a third of them, deletes a
// third and makes as many new ones.
func lay(t *testing.T, dir string, n int) *journal.Run {
	t.Helper()
	run := &journal.Run{Tool: "test", Root: "."}
	text := func(s string) *[]byte { b := []byte(strings.Repeat(s+"\r\n\xff", 50)); return &b }
	for i := range n {
		name := fmt.Sprintf("d%d/f%d.txt", i%3, i)
		c := journal.Change{Path: name, Mode: []fs.FileMode{0o600, 0o644, 0o755}[i%3]}
		if i%3 != 0 {
			c.Old = text(name + " old")
		}
		if i%3 != 1 {
			c.New = text(name + " new")
		}
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if c.Old != nil {
			if err := os.WriteFile(filepath.Join(dir, name), *c.Old, c.Mode); err != nil {
				t.Fatal(err)
			}
		}
		run.Changes = append(run.Changes, c)
	}
	return run
}

func begin(t *testing.T, store journal.Store, run *journal.Run) {
	t.Helper()
	if err := journal.Begin(store, run); err != nil {
		t.Fatal(err)
	}
}

func reopen(t *testing.T, store journal.Store) *journal.Run {
	t.Helper()
	run, err := journal.Open(store)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

var errKilled = errors.New("killed")

// upTo interrupts a run before its step number n.
func upTo(n int) journal.Step {
	return func(string) error {
		if n--; n < 0 {
			return errKilled
		}
		return nil
	}
}

func TestARunInterruptedAtAnyStepCanBeFinishedOrTakenBack(t *testing.T) {
	ctx := context.Background()
	for _, way := range []string{"resume", "undo", "undo interrupted, resume", "undo interrupted, undo"} {
		for n := 0; ; n++ {
			dir, store := t.TempDir(), disk.Cache{Dir: t.TempDir()}
			fsys, run := disk.OS{Dir: dir}, lay(t, dir, 9)
			before := lookAt(t, dir)
			begin(t, store, run)
			err := run.Apply(ctx, fsys, upTo(n))
			ended := err == nil
			if err != nil && !errors.Is(err, errKilled) {
				t.Fatal(err)
			}
			wholeFiles(t, dir, run)
			switch way {
			case "resume":
				again := reopen(t, store)
				if again.Done() != ended {
					t.Fatalf("step %d: done is %v, expected %v", n, again.Done(), ended)
				}
				err = again.Resume(ctx, fsys, nil)
			case "undo":
				err = reopen(t, store).Undo(ctx, fsys, nil)
			default:
				if err = reopen(t, store).Undo(ctx, fsys, upTo(n)); err != nil && !errors.Is(err, errKilled) {
					t.Fatal(err)
				}
				wholeFiles(t, dir, run)
				again, openErr := journal.Open(store)
				switch {
				case err == nil:
					if !errors.Is(openErr, journal.ErrNone) {
						t.Fatalf("a run that was taken back is still there: %v", openErr)
					}
				case way == "undo interrupted, resume" && again.Undoing():
					err = again.Resume(ctx, fsys, nil)
				default: // the mark had not been set: nothing was taken back yet
					err = again.Undo(ctx, fsys, nil)
				}
			}
			if err != nil {
				t.Fatalf("%s after step %d: %v", way, n, err)
			}
			want := before
			if way == "resume" {
				want = after(run)
			}
			if d := cmp.Diff(want, lookAt(t, dir)); d != "" {
				t.Fatalf("%s after step %d:\n%s", way, n, d)
			}
			if ended {
				break
			}
		}
	}
}

// after is what a run leaves.
func after(run *journal.Run) tree {
	out := tree{}
	for _, c := range run.Changes {
		if c.New != nil {
			out[c.Path] = fmt.Sprintf("%v %s", c.Mode, *c.New)
		}
	}
	return out
}

// wholeFiles makes sure that every file of a run is as it was or as it shall be.
func wholeFiles(t *testing.T, dir string, run *journal.Run) {
	t.Helper()
	for _, c := range run.Changes {
		now, err := os.ReadFile(filepath.Join(dir, c.Path))
		absent := errors.Is(err, fs.ErrNotExist)
		is := func(b *[]byte) bool { return b == nil && absent || b != nil && !absent && string(*b) == string(now) }
		if !is(c.Old) && !is(c.New) {
			t.Fatalf("%s is neither old nor new: %q, %v", c.Path, now, err)
		}
	}
}

func TestAFileThatSomebodyChangedStopsEverything(t *testing.T) {
	ctx := context.Background()
	dir, store := t.TempDir(), disk.Cache{Dir: t.TempDir()}
	fsys, run := disk.OS{Dir: dir}, lay(t, dir, 6)
	begin(t, store, run)
	if err := run.Apply(ctx, fsys, nil); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "d0/f3.txt"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	before := lookAt(t, dir)
	err := reopen(t, store).Undo(ctx, fsys, nil)
	if err == nil || !strings.Contains(err.Error(), "d0/f3.txt changed after the migration wrote") {
		t.Errorf("error %v", err)
	}
	if d := cmp.Diff(before, lookAt(t, dir)); d != "" {
		t.Errorf("something was written all the same:\n%s", d)
	}
	if reopen(t, store).Undoing() {
		t.Error("the run says that it is being taken back")
	}
}

func TestAJournalIsReadWithCare(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"half a journal":       {`{"version":1,"changes":[`, "cannot be read"},
		"another form":         {`{"version":7,"tool":"9.9"}`, "promptglot 9.9"},
		"a path out of it":     {`{"version":1,"changes":[{"path":"../x","old":null,"new":""}]}`, "leads out of the folder"},
		"an absolute path":     {`{"version":1,"changes":[{"path":"/etc/x","old":null,"new":""}]}`, "leads out of the folder"},
		"a path that comes in": {`{"version":1,"changes":[{"path":"a/../../x","old":null,"new":""}]}`, "leads out of the folder"},
	} {
		store := disk.Cache{Dir: t.TempDir()}
		if err := store.Put("migrate-run", []byte(c.data)); err != nil {
			t.Fatal(err)
		}
		if _, err := journal.Open(store); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, expected one with %q", name, err, c.want)
		}
	}
	if _, err := journal.Open(disk.Cache{Dir: t.TempDir()}); !errors.Is(err, journal.ErrNone) {
		t.Errorf("no journal: error %v", err)
	}
}

// Not a test of its own: what TestAKilledProcess… kills.
func TestHelperWrites(t *testing.T) {
	dir, keep := os.Getenv("JOURNAL_TEST_DIR"), os.Getenv("JOURNAL_TEST_STORE")
	if dir == "" {
		t.Skip("only run by another test")
	}
	run := reopen(t, disk.Cache{Dir: keep})
	fmt.Println("ready")
	if err := run.Apply(context.Background(), disk.OS{Dir: dir}, nil); err != nil {
		t.Fatal(err)
	}
}

func TestAKilledProcessLeavesWholeFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills processes")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	inMidst := 0
	for i := range *kills {
		dir, keep := t.TempDir(), t.TempDir()
		store, fsys := disk.Cache{Dir: keep}, disk.OS{Dir: dir}
		run := lay(t, dir, 60)
		before := lookAt(t, dir)
		begin(t, store, run)
		cmd := exec.Command(self, "-test.run", "TestHelperWrites")
		cmd.Env = append(os.Environ(), "JOURNAL_TEST_DIR="+dir, "JOURNAL_TEST_STORE="+keep)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := out.Read(make([]byte, 6)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rnd.IntN(12000)) * time.Microsecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		wholeFiles(t, dir, run)
		again := reopen(t, store)
		if !again.Done() {
			inMidst++
		}
		want := before
		if i%2 == 0 {
			want, err = after(run), again.Resume(context.Background(), fsys, nil)
		} else {
			err = again.Undo(context.Background(), fsys, nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, lookAt(t, dir)); d != "" {
			t.Fatalf("kill %d:\n%s", i, d)
		}
	}
	t.Logf("%d of %d kills came before the end", inMidst, *kills)
}
