package policies

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	yaml "go.yaml.in/yaml/v4"
)

// The library and the shipped packs, one rule a file: rules/<pack>/<name>.rego
// is package promptglot.rules.<pack>.<name>.
//
//go:embed lib/*.rego rules
var shipped embed.FS

// shippedSources returns the embedded modules below dir. Tests are left out
// unless asked for.
func shippedSources(dir string, tests bool) []Source {
	var out []Source
	err := fs.WalkDir(shipped, dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(p) != ".rego" || !tests && (isTest(p) || p == testingLibrary) {
			return err
		}
		data, err := shipped.ReadFile(p)
		out = append(out, Source{Path: p, Data: data})
		return err
	})
	if err != nil {
		panic(err) // embedded: cannot fail in a program that was built
	}
	return out
}

// testingLibrary is the module that only tests import.
const testingLibrary = "lib/testing.rego"

// isTest reports whether a module holds tests of policies.
func isTest(p string) bool { return strings.HasSuffix(p, "_test.rego") }

// ReadPaths reads the policies at paths. A folder is read with everything
// below it, in order of names: .rego files, and data.json and data.yaml; folders
// that begin with a dot are passed over. A file must be one of these, or an OPA
// bundle (.tar.gz). Symbolic links to folders are not followed, but for the one that was
// named.
func ReadPaths(paths []string) ([]Source, error) {
	var out []Source
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, &LoadError{File: filepath.ToSlash(p), Message: "this policy cannot be read: " + reason(err)}
		}
		if !info.IsDir() {
			if !isPolicyFile(p) && !isBundle(p) {
				return nil, &LoadError{File: filepath.ToSlash(p), Message: "not a policy; expected a folder, a bundle (.tar.gz), a .rego file, or data.json or data.yaml"}
			}
			s, err := readSource(p, "")
			if err == nil && isBundle(p) {
				var all []Source
				if all, err = readBundle(s.Path, s.Data); err == nil {
					out = append(out, all...)
					continue
				}
			}
			if err != nil {
				return nil, err
			}
			out = append(out, s)
			continue
		}
		found, err := readFolder(p)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

func readFolder(root string) ([]Source, error) {
	var out []Source
	// The separator makes a link to a folder the folder.
	err := filepath.WalkDir(root+string(filepath.Separator), func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return &LoadError{File: filepath.ToSlash(p), Message: "this folder cannot be read: " + reason(err)}
		case d.IsDir() && filepath.Clean(p) != filepath.Clean(root) && strings.HasPrefix(d.Name(), "."):
			return filepath.SkipDir
		case d.IsDir() || !isPolicyFile(p):
			return nil
		}
		s, err := readSource(p, root)
		out = append(out, s)
		return err
	})
	return out, err
}

func isPolicyFile(p string) bool {
	switch filepath.Base(p) {
	case "data.json", "data.yaml", "data.yml":
		return true
	}
	return filepath.Ext(p) == ".rego"
}

func readSource(p, root string) (Source, error) {
	most := int64(maxPolicyFile)
	if isBundle(p) {
		most = maxBundle
	}
	data, err := readAtMost(p, most)
	if err != nil {
		return Source{}, &LoadError{File: filepath.ToSlash(p), Message: "this policy cannot be read: " + reason(err)}
	}
	return Source{Path: filepath.ToSlash(p), Root: filepath.ToSlash(root), Data: data}, nil
}

func readAtMost(p string, most int64) ([]byte, error) {
	f, err := os.Open(p)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(data)) > most {
		err = fmt.Errorf("it is larger than %d MiB", most>>20)
	}
	return data, err
}

// reason is what went wrong without the path, which the caller names.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

// addData puts a data file in its place in tree: the folders between the root
// that was named and the file are its keys.
func addData(tree map[string]any, s Source) error {
	var v map[string]any
	var err error
	if path.Ext(s.Path) == ".json" {
		err = json.Unmarshal(s.Data, &v)
	} else {
		err = yaml.Unmarshal(s.Data, &v)
	}
	if err == nil {
		v, err = plainJSON(v)
	}
	if err != nil {
		return &LoadError{File: s.Path, Message: "this data cannot be read: expected one object: " + oneLine(err.Error())}
	}
	keys := []string{}
	if s.Root != "" {
		if rel := strings.TrimPrefix(path.Dir(s.Path), strings.TrimSuffix(s.Root, "/")); strings.Trim(rel, "/") != "" {
			keys = strings.Split(strings.Trim(rel, "/"), "/")
		}
	}
	for i := len(keys) - 1; i >= 0; i-- {
		v = map[string]any{keys[i]: v}
	}
	if _, clash := v["promptglot"]; clash {
		return &LoadError{File: s.Path, Message: `data may not stand below "promptglot", which is for policies; put it below a name of your own`}
	}
	if key := graft(tree, v); key != "" {
		return &LoadError{File: s.Path, Message: fmt.Sprintf("%q is set by two data files", key)}
	}
	return nil
}

// plainJSON brings what YAML gave to the few types of JSON.
func plainJSON(v map[string]any) (out map[string]any, err error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	err = d.Decode(&out)
	return out, err
}

// hasData reports whether something stands in tree at a path, or on the way to
// it something that is no object.
func hasData(tree map[string]any, at []string) bool {
	var v any = tree
	for _, step := range at {
		m, ok := v.(map[string]any)
		if !ok {
			return true
		}
		if v, ok = m[step]; !ok {
			return false
		}
	}
	return true
}

// graft merges v into tree and returns the first key that both set.
func graft(tree, v map[string]any) string {
	keys := make([]string, 0, len(v))
	for k := range v {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		old, there := tree[k]
		if !there {
			tree[k] = v[k]
			continue
		}
		om, ok1 := old.(map[string]any)
		nm, ok2 := v[k].(map[string]any)
		if !ok1 || !ok2 {
			return k
		}
		if clash := graft(om, nm); clash != "" {
			return k + "." + clash
		}
	}
	return ""
}
