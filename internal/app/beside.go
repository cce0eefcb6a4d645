package app

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/source"
)

// beside returns a file that belongs to a prompt, such as the config.json of a
// skprompt.txt; nil where there is none, or where it is none of ours to read.
// Prompts name such files themselves, so only those within the paths of the
// command line are read: below a folder, or in the folder of a file. Links do
// not lead out of it.
func (s *session) beside(name string) *source.File {
	real, err := s.app.FS.Real(name)
	if err != nil {
		return nil
	}
	for _, folder := range s.folders() {
		if !liesIn(real, folder) {
			continue
		}
		info, err := s.app.FS.Stat(name)
		if err != nil || !info.Mode().IsRegular() || info.Size() > maxWalked {
			return nil
		}
		data, err := s.app.FS.ReadFile(name)
		if err != nil {
			return nil
		}
		return source.NewFile(name, data)
	}
	return nil
}

// folders are the real names of the folders that the run was asked for, and of
// those that the files lie in which it was asked for.
func (s *session) folders() []string {
	s.foldersOnce.Do(func() {
		for _, p := range s.roots() {
			if folder := s.folderOf(filepath.ToSlash(p)); folder != "" && !slices.Contains(s.realFolders, folder) {
				s.realFolders = append(s.realFolders, folder)
			}
		}
	})
	return s.realFolders
}

// folderOf returns the real name of a folder, or of the folder of a file; "" of
// what is not there.
func (s *session) folderOf(p string) string {
	info, err := s.app.FS.Stat(p)
	if err != nil {
		// FILE#NAME names one of the prompts of a file.
		if file, _, ok := cutName(p); ok {
			if info, err = s.app.FS.Stat(file); err == nil {
				p = file
			}
		}
		if err != nil {
			return ""
		}
	}
	if !info.IsDir() {
		p = path.Dir(p)
	}
	real, err := s.app.FS.Real(p)
	if err != nil {
		return ""
	}
	return filepath.ToSlash(real)
}

// liesIn reports whether a real name lies in a real folder.
func liesIn(name, folder string) bool {
	return strings.HasPrefix(filepath.ToSlash(name), strings.TrimSuffix(folder, "/")+"/")
}

// cutName cuts FILE#NAME at its last #.
func cutName(p string) (file, name string, ok bool) {
	i := strings.LastIndexByte(p, '#')
	if i <= 0 || i+1 == len(p) || strings.ContainsRune(p[i:], '/') {
		return p, "", false
	}
	return p[:i], p[i+1:], true
}
